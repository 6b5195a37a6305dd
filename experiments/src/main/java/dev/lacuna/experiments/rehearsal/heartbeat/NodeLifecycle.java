package dev.lacuna.experiments.rehearsal.heartbeat;

import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.rehearsal.api.Access;
import dev.lacuna.experiments.rehearsal.api.Ask;
import dev.lacuna.experiments.rehearsal.api.Flow;
import dev.lacuna.experiments.rehearsal.api.Reply;
import dev.lacuna.experiments.rehearsal.lease.Leader;
import dev.lacuna.experiments.rehearsal.machine.Execution;
import dev.lacuna.experiments.rehearsal.model.HeartbeatModel;
import dev.lacuna.experiments.rehearsal.model.Range;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * The node lifecycle controller of one controller manager that leads (k/k pkg/controller/nodelifecycle/node_lifecycle_controller.go). It counts a node's silence by its own clock
 * from when it last saw a heartbeat. Of each zone it taints one node in ten seconds, and none when no node at all is Ready.
 */
final class NodeLifecycle implements Leader {
    /** The default --node-eviction-rate, 0.1 nodes per second and zone. */
    private static final long BETWEEN_TAINTS = 10_000_000_000L;

    private static final long LIMIT = 5_000_000_000L;
    private final Parts parts;
    private final Access access;
    private final Execution process;
    private final Evictions evictions;
    private final Map<NodeObject, Seen> seen = new HashMap<>();
    private final Map<String, Long> nextTaint = new HashMap<>();
    private final Set<NodeObject> inHand = new HashSet<>();
    private boolean over;

    /** The same for the controllers of all controller managers. */
    record Parts(
            List<NodeObject> nodes,
            HeartbeatModel model,
            Range start,
            Evictions.Residents residents,
            Runnable untainted,
            RandomGenerator chance,
            Loop loop) {}

    private record Seen(long renewals, long at) {}

    NodeLifecycle(Parts parts, Access access, Execution process) {
        this.parts = parts;
        this.access = access;
        this.process = process;
        this.evictions = new Evictions(parts.residents(), parts.model().toleration(), this::write, process);
    }

    @Override
    public void begin(boolean settled) {
        long first = settled
                ? parts.chance().nextLong(parts.model().monitor().toNanos())
                : parts.start().draw(parts.chance());
        process.after(first, () -> {
            parts.nodes().stream().filter(NodeObject::tainted).forEach(evictions::expect);
            look();
        });
    }

    @Override
    public void end() {
        over = true;
        evictions.end();
    }

    private void look() {
        if (over) {
            return;
        }
        parts.nodes().forEach(this::look);
        process.after(parts.model().monitor().toNanos(), this::look);
    }

    private void look(NodeObject node) {
        long now = parts.loop().now();
        var last = seen.get(node);
        if (last == null || last.renewals() != node.renewals()) {
            last = new Seen(node.renewals(), now);
            seen.put(node, last);
        }
        if (inHand.contains(node)) {
            return;
        }
        boolean silent = now - last.at() > parts.model().grace().toNanos();
        if (node.ready() && silent) {
            change(node, node::markUnknown, () -> taint(node));
        } else if (node.ready() && node.tainted()) {
            change(
                    node,
                    () -> {
                        node.taint(false);
                        parts.untainted().run();
                    },
                    () -> evictions.forget(node));
        } else if (!node.ready() && !node.tainted()) {
            taint(node);
        }
    }

    private void taint(NodeObject node) {
        long now = parts.loop().now();
        String zone = node.machine().node().zone();
        boolean some = parts.nodes().stream().anyMatch(NodeObject::ready);
        if (some && now >= nextTaint.getOrDefault(zone, 0L)) {
            nextTaint.put(zone, now + BETWEEN_TAINTS);
            change(node, () -> node.taint(true), () -> evictions.expect(node));
        }
    }

    private void change(NodeObject node, Runnable deed, Runnable done) {
        inHand.add(node);
        write(deed, good -> {
            inHand.remove(node);
            if (good && !over) {
                done.run();
            }
        });
    }

    private void write(Runnable deed, Consumer<Boolean> done) {
        var call = access.ask(
                Ask.write(() -> {
                            deed.run();
                            return "";
                        })
                        .in(Flow.COMPONENT),
                reply -> process.run(() -> done.accept(reply.good())));
        call.limit(process.after(LIMIT, () -> call.finish(Reply.late())));
    }
}
