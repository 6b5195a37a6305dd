package dev.lacuna.experiments.rehearsal.app;

import dev.lacuna.experiments.controlplane.Pod;
import dev.lacuna.experiments.rehearsal.heartbeat.NodeObject;
import dev.lacuna.experiments.rehearsal.machine.Execution;
import dev.lacuna.experiments.rehearsal.machine.HostedPod;
import dev.lacuna.experiments.rehearsal.machine.Machine;
import dev.lacuna.experiments.rehearsal.machine.PodObject;
import dev.lacuna.experiments.rehearsal.machine.PodSpec;
import dev.lacuna.experiments.rehearsal.wire.Host;
import dev.lacuna.experiments.rehearsal.work.Desk;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An ordinary pod from its creation to the end of its object. */
final class AppPod {
    private static final long TRY_AGAIN = 1_000_000_000L;
    private final PodSpec spec;
    private final ReplicaSet set;
    private final Ground ground;
    private final PodObject object;
    private final Desk.Task placing = new Desk.Task(this::place);
    private @Nullable Machine machine;
    private @Nullable HostedPod hosted;
    private boolean ending;

    AppPod(PodSpec spec, ReplicaSet set, Ground ground) {
        this.spec = spec;
        this.set = set;
        this.ground = ground;
        this.object = PodObject.unplaced(spec, changed -> set.changed());
    }

    Pod shown() {
        return object.shown();
    }

    boolean deleting() {
        return object.shown().deleting();
    }

    boolean ready() {
        return object.shown().ready() && !deleting();
    }

    boolean isOn(Machine other) {
        return other.equals(machine);
    }

    /** The host of its node. */
    Host host() {
        var node = machine;
        if (node == null) {
            throw new IllegalStateException(spec.name() + " is on no node");
        }
        return node.host();
    }

    boolean evictable() {
        return set.evictable(this);
    }

    /** The process that is there now, if one is. */
    Optional<Execution> process() {
        return hosted == null ? Optional.empty() : hosted.execution();
    }

    /** Whether its process does what it is there for. */
    boolean well() {
        return hosted != null && hosted.well();
    }

    /** As one that has been running for a long time. */
    void settle(boolean first) {
        spot().ifPresent(node -> {
            machine = node;
            object.place(node.name());
            var made = set.program(this, first);
            var pod = HostedPod.running(node, spec, made.program(), ground.kubelet(), object);
            host(node, pod, made);
        });
    }

    private void host(Machine node, HostedPod pod, ReplicaSet.Made made) {
        hosted = pod;
        made.hosted().accept(pod);
        node.add(pod);
    }

    /** It was created; to be called when etcd has agreed on that. */
    void created() {
        ground.scheduler().add(placing);
    }

    /** A node may take pods again. */
    void reconsider() {
        if (machine == null && !deleting()) {
            ground.scheduler().add(placing);
        }
    }

    private boolean place() {
        if (deleting()) {
            return true;
        }
        var found = spot();
        found.ifPresent(node -> {
            machine = node;
            object.place(node.name());
            hearSoon();
        });
        return found.isPresent();
    }

    /** The node with the fewest pods of its set, and then of all. Control-plane nodes are tainted, unless there are no others. */
    private Optional<Machine> spot() {
        var all = ground.heartbeats().nodes();
        boolean workers = all.stream().anyMatch(node -> !node.shown().controlPlane());
        return all.stream()
                .filter(node -> node.schedulable() && node.shown().controlPlane() != workers)
                .map(NodeObject::machine)
                .min(Comparator.comparingLong(set::on)
                        .thenComparingInt(node -> node.pods().size()));
    }

    private void hearSoon() {
        var loop = ground.loop();
        loop.at(loop.now() + ground.watch().draw(ground.kubelet().chance()), this::heard);
    }

    /** Its kubelet hears of what is to become of it, once it is in touch with the API. */
    private void heard() {
        var node = machine;
        if (node == null || ending) {
            return;
        }
        if (!ground.heartbeats().reaches(node)) {
            ground.loop().at(ground.loop().now() + TRY_AGAIN, this::heard);
        } else if (deleting()) {
            end(node);
        } else if (hosted == null) {
            var made = set.program(this, false);
            host(node, HostedPod.started(node, spec, made.program(), ground.kubelet(), object), made);
        }
    }

    private void end(Machine node) {
        ending = true;
        var pod = hosted;
        if (pod == null) {
            set.gone(this);
        } else {
            pod.remove(() -> {
                node.remove(pod);
                var loop = ground.loop();
                long report =
                        ground.kubelet().model().report().draw(ground.kubelet().chance());
                loop.at(loop.now() + report, () -> confirm(node));
            });
        }
    }

    private void confirm(Machine node) {
        if (ground.heartbeats().reaches(node)) {
            set.gone(this);
        } else {
            ground.loop().at(ground.loop().now() + TRY_AGAIN, () -> confirm(node));
        }
    }

    /** It is to go; to be called when etcd has agreed on that. */
    void delete() {
        if (deleting()) {
            return;
        }
        object.markDeleting();
        ground.scheduler().forget(placing);
        if (machine == null) {
            set.gone(this);
        } else {
            hearSoon();
        }
        set.replenish();
    }
}
