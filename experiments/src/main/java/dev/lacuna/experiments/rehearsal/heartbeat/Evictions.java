package dev.lacuna.experiments.rehearsal.heartbeat;

import dev.lacuna.experiments.rehearsal.machine.Execution;
import dev.lacuna.experiments.rehearsal.machine.Machine;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * The taint eviction controller of one controller manager that leads (k/k pkg/controller/tainteviction/taint_eviction.go): ordinary pods of a tainted node are deleted once they have
 * tolerated the taint for their time, which a new leader counts anew. Disruption budgets are not asked. Static pods tolerate every taint.
 */
final class Evictions {
    private static final long TRY_AGAIN = 1_000_000_000L;
    private final Residents residents;
    private final Duration toleration;
    private final BiConsumer<Runnable, Consumer<Boolean>> write;
    private final Execution process;
    private final Map<NodeObject, Object> expected = new HashMap<>();
    private boolean over;

    /** Who is to go from a node. */
    interface Residents {

        /** What deletes each ordinary pod that is on a machine now and not being deleted; to be called when etcd has agreed on that. */
        List<Runnable> on(Machine machine);
    }

    /** @param write does a deed when etcd agrees on it, and tells whether it has */
    Evictions(
            Residents residents,
            Duration toleration,
            BiConsumer<Runnable, Consumer<Boolean>> write,
            Execution process) {
        this.residents = residents;
        this.toleration = toleration;
        this.write = write;
        this.process = process;
    }

    /** The node is tainted from now on, or was when this controller began. */
    void expect(NodeObject node) {
        var time = new Object();
        if (expected.putIfAbsent(node, time) == null) {
            process.after(toleration.toNanos(), () -> evict(node, time));
        }
    }

    void forget(NodeObject node) {
        expected.remove(node);
    }

    void end() {
        over = true;
    }

    private void evict(NodeObject node, Object time) {
        if (over || !time.equals(expected.get(node))) {
            return;
        }
        residents
                .on(node.machine())
                .forEach(deletion -> write.accept(deletion, good -> {
                    if (!good) {
                        process.after(TRY_AGAIN, () -> evict(node, time));
                    }
                }));
    }
}
