package dev.lacuna.experiments.rehearsal.machine;

import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.controlplane.Pod;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a kubelet knows of a pod's container. The API hears of it later, and while the kubelet doesn't reach it not at all (docs/mechanics.md, "Proving a kill"). */
final class PodStatus {
    private static final long TRY_AGAIN = 1_000_000_000L;
    private static final int UNREADY_AFTER = 3;
    private final Machine machine;
    private final PodSpec spec;
    private final Kubelet kubelet;
    private final Loop loop;
    private final PodObject object;
    private @Nullable Execution execution;
    private Instant startedAt;
    private int restarts = -1;
    private int unready;
    private boolean ready;
    private Optional<Pod.Ended> last = Optional.empty();
    private int reports;

    /** @param object what the API has of the pod; null where it has nothing yet */
    PodStatus(Machine machine, PodSpec spec, Kubelet kubelet, @Nullable PodObject object) {
        this.machine = machine;
        this.spec = spec;
        this.kubelet = kubelet;
        this.loop = machine.loop();
        this.startedAt = machine.wall().minusSeconds(10_000);
        this.object = object != null ? object : new PodObject(current(), mirror -> {});
    }

    PodObject object() {
        return object;
    }

    /** How many times the container was started anew. */
    int restarts() {
        return Math.max(0, restarts);
    }

    /** It has been running for a long time, and everybody knows. */
    void settled(Execution process) {
        execution = process;
        restarts = 0;
        ready = true;
        object.report(current());
    }

    void started(Execution process) {
        execution = process;
        restarts++;
        startedAt = machine.wall().truncatedTo(ChronoUnit.SECONDS);
        report();
    }

    void ended(Execution victim, int code) {
        last = Optional.of(new Pod.Ended(
                victim.process().containerId(),
                code,
                code == 0 ? "Completed" : "Error",
                Optional.of(machine.wall().truncatedTo(ChronoUnit.SECONDS))));
        ready = false;
        report();
    }

    /** Its readiness was looked at, while there was a process. */
    void looked(boolean well) {
        unready = well ? 0 : unready + 1;
        boolean now = well || (ready && unready < UNREADY_AFTER);
        if (now != ready) {
            ready = now;
            report();
        }
    }

    /** The kubelet is in touch with the API again, and sets right what others have written of it (k/k pkg/kubelet/status/status_manager.go, needsReconcile). */
    void reconcile() {
        if (object.shown().ready() != current().ready()) {
            report();
        }
    }

    private void report() {
        int number = ++reports;
        loop.at(loop.now() + kubelet.model().report().draw(kubelet.chance()), () -> publish(number));
    }

    private void publish(int number) {
        if (number != reports) {
            return;
        }
        if (kubelet.reachesApi().test(machine)) {
            object.report(current());
        } else {
            loop.at(loop.now() + TRY_AGAIN, () -> publish(number));
        }
    }

    private Pod current() {
        var process = execution;
        boolean there = process != null && process.state() != Execution.State.GONE;
        return PodObject.of(
                spec,
                machine.name(),
                process == null ? "" : process.process().containerId(),
                there ? Optional.of(startedAt) : Optional.<Instant>empty(),
                restarts(),
                there && ready,
                last);
    }
}
