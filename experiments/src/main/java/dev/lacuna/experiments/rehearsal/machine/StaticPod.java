package dev.lacuna.experiments.rehearsal.machine;

import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.controlplane.Pod;
import dev.lacuna.experiments.controlplane.ProcessRef;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/**
 * A static pod with one container, which its kubelet restarts. What the API shows of it comes later than what happens (docs/mechanics.md, "Proving a kill").
 */
public final class StaticPod {
    private static final int KILLED = 137;
    private static final long LOOK = 1_000_000_000L;

    /** k/k cmd/kubeadm/app/util/staticpod/utils.go: readiness period 1 s, threshold 3. */
    private static final int UNREADY_AFTER = 3;

    /** A probe that hangs: docs/mechanics.md, "A process that hangs", and 30 s of grace. */
    private static final long HANGING_ENDS_AFTER = 155_000_000_000L;

    private final Machine machine;
    private final String component;
    private final Program program;
    private final Kubelet kubelet;
    private final Loop loop;
    private final BackOff backOff;
    private final String uid;
    private Execution execution;
    private Program.Life life;
    private Instant startedAt;
    private int restarts;
    private int unready;
    private boolean ready = true;
    private Optional<Pod.Ended> last = Optional.empty();
    private Pod shown;
    private int reports;

    /** A pod that has been running for a long time. */
    public StaticPod(Machine machine, String component, Program program, Kubelet kubelet) {
        this.machine = machine;
        this.component = component;
        this.program = program;
        this.kubelet = kubelet;
        this.loop = machine.loop();
        this.backOff = new BackOff(kubelet.model());
        this.uid = kubelet.uid();
        this.startedAt = loop.wall().minusSeconds(10_000);
        this.execution = execute();
        this.life = program.begin(execution, true);
        this.shown = current();
        loop.after(java.time.Duration.ofNanos(kubelet.chance().nextLong(LOOK)), this::look);
    }

    public String component() {
        return component;
    }

    public Machine machine() {
        return machine;
    }

    /** The process that is there now, if one is. */
    public Optional<Execution> execution() {
        return execution.state() == Execution.State.GONE ? Optional.empty() : Optional.of(execution);
    }

    /** The pod as the API shows it. */
    public Pod shown() {
        return shown;
    }

    /** SIGKILL; the process is gone after a while. */
    public void kill(Execution victim, Runnable gone) {
        loop.at(loop.now() + kubelet.model().death().draw(kubelet.chance()), () -> exit(victim, KILLED, gone));
    }

    /** SIGTERM; a stopped process gets it when it goes on. */
    public void terminate(Execution victim, Runnable gone) {
        victim.run(() -> life.terminate(code -> exit(victim, code, gone)));
    }

    /** SIGSTOP. */
    public void stop(Execution victim) {
        if (victim.running()) {
            victim.stop();
            life.paused(true);
            loop.at(loop.now() + HANGING_ENDS_AFTER, () -> {
                if (victim.state() == Execution.State.STOPPED) {
                    exit(victim, KILLED, () -> {});
                }
            });
        }
    }

    /** SIGCONT. */
    public void goOn(Execution victim) {
        if (victim.state() == Execution.State.STOPPED) {
            victim.goOn();
            life.paused(false);
        }
    }

    /** The process ends by itself. */
    public void exit(Execution victim, int code) {
        exit(victim, code, () -> {});
    }

    private void exit(Execution victim, int code, Runnable gone) {
        if (victim.state() != Execution.State.GONE) {
            victim.end();
            life.ended();
            last = Optional.of(new Pod.Ended(
                    victim.process().containerId(),
                    code,
                    code == 0 ? "Completed" : "Error",
                    Optional.of(loop.wall().truncatedTo(ChronoUnit.SECONDS))));
            ready = false;
            report();
            long wait = backOff.next(loop.now()) + kubelet.model().restart().draw(kubelet.chance());
            loop.at(loop.now() + wait, this::restart);
        }
        gone.run();
    }

    private void restart() {
        restarts++;
        startedAt = loop.wall().truncatedTo(ChronoUnit.SECONDS);
        execution = execute();
        life = program.begin(execution, false);
        report();
    }

    private Execution execute() {
        long pid = 1_000L + kubelet.chance().nextInt(30_000);
        var process = new ProcessRef(kubelet.containerId(), pid, 100 + loop.now() / 10_000_000L);
        return new Execution(loop, process, component.length() > 15 ? component.substring(0, 15) : component);
    }

    private void look() {
        boolean well = execution.running() && life.ready();
        unready = well ? 0 : unready + 1;
        boolean now = well || (ready && unready < UNREADY_AFTER);
        if (now != ready && execution.state() != Execution.State.GONE) {
            ready = now;
            report();
        }
        loop.at(loop.now() + LOOK, this::look);
    }

    private void report() {
        int number = ++reports;
        loop.at(loop.now() + kubelet.model().report().draw(kubelet.chance()), () -> publish(number));
    }

    private void publish(int number) {
        if (number != reports) {
            return;
        }
        if (kubelet.reachesApi().getAsBoolean()) {
            shown = current();
        } else {
            loop.at(loop.now() + LOOK, () -> publish(number));
        }
    }

    private Pod current() {
        boolean there = execution.state() != Execution.State.GONE;
        return new Pod(
                "kube-system",
                component + "-" + machine.name(),
                uid,
                component,
                machine.name(),
                execution.process().containerId(),
                there ? Optional.of(startedAt) : Optional.<Instant>empty(),
                restarts,
                there && ready,
                true,
                true,
                false,
                Map.of("component", component, "tier", "control-plane"),
                last);
    }

    @Override
    public String toString() {
        String state = execution.state().name();
        return component + "-" + machine.name() + " " + state;
    }
}
