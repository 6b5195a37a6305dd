package dev.lacuna.experiments.network;

import dev.lacuna.engine.fault.Injection;
import dev.lacuna.engine.fault.Intent;
import dev.lacuna.engine.fault.Proof;
import dev.lacuna.engine.fault.Strike;
import dev.lacuna.engine.time.Interval;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.controlplane.AppliedFilter;
import dev.lacuna.experiments.controlplane.Connection;
import dev.lacuna.experiments.controlplane.FilterCount;
import dev.lacuna.experiments.controlplane.NodeAgent;
import dev.lacuna.experiments.controlplane.PacketFilter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Packet filters on the nodes concerned, as long as the experiment lasts. */
final class FilterStrike implements Strike {
    private static final Duration CALL = Duration.ofSeconds(10);

    /** Longer than an agent is waited for by whoever speaks to it: 20 s for what undoes. */
    private static final Duration HEALING = Duration.ofSeconds(22);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);
    private final Network spec;
    private final Duration lasting;
    private final Map<String, PacketFilter> filters;
    private final Map<String, NodeAgent> agents;
    private final Optional<Reachability> path;
    private final List<Applied> applied = new ArrayList<>();
    private Connection.@Nullable Outcome before;
    private boolean begun;

    private record Applied(NodeAgent agent, AppliedFilter filter) {}

    FilterStrike(
            Network spec,
            Duration lasting,
            Map<String, PacketFilter> filters,
            Map<String, NodeAgent> agents,
            Optional<Reachability> path) {
        this.spec = spec;
        this.lasting = lasting;
        this.filters = filters;
        this.agents = agents;
        this.path = path;
    }

    @Override
    public Intent intent() {
        return new Intent(
                spec.words(),
                List.copyOf(filters.keySet()),
                "the filters are removed, and expire in the kernel when nobody speaks to the node",
                Map.of(),
                Duration.ofSeconds(30));
    }

    @Override
    public void arm(Loop loop) {
        // Every filter carries its own expiry in the kernel; what can be armed before it is the look at the path as it
        // is without it.
        path.ifPresent(way -> before = way.look(loop));
    }

    /** In force from the first filter set (lower) to the last (upper). */
    @Override
    public Injection inject(Loop loop) {
        begun = true;
        for (Map.Entry<String, PacketFilter> entry : filters.entrySet()) {
            var agent = agents.get(entry.getKey());
            if (agent == null) {
                throw new IllegalStateException("no agent on node " + entry.getKey());
            }
            applied.add(new Applied(
                    agent,
                    loop.await(agent.apply(entry.getValue()), CALL, "set a packet filter on node " + entry.getKey())));
        }
        long first = applied.stream()
                .mapToLong(one -> one.filter().since().lower())
                .min()
                .orElseThrow();
        long last = applied.stream()
                .mapToLong(one -> one.filter().since().upper())
                .max()
                .orElseThrow();
        var moment = new Interval(first, last);
        return new Injection(moment, moment);
    }

    @Override
    public Proof confirm(Loop loop) {
        List<String> evidence = new ArrayList<>();
        var counted = new LossEvidence(spec);
        long until =
                loop.now() + Math.min(lasting.toNanos(), Duration.ofSeconds(20).toNanos());
        boolean enough = false;
        while (!enough && loop.now() < until) {
            loop.sleep(LOOK_AGAIN);
            enough = counted.take(count(loop));
        }
        evidence.add(counted.words());
        boolean cut = spec.whole() ? provesCut(loop, evidence) : true;
        return enough && cut ? Proof.held(evidence) : Proof.missing(evidence);
    }

    /** Without a node at the opening end only the counters can tell. */
    private boolean provesCut(Loop loop, List<String> evidence) {
        if (path.isEmpty()) {
            return true;
        }
        var now = path.get().look(loop);
        evidence.add("a connection to %s: %s before, %s now".formatted(path.get(), before, now));
        return before == Connection.Outcome.OK && now != Connection.Outcome.OK;
    }

    private FilterCount count(Loop loop) {
        long matched = 0;
        long dropped = 0;
        for (Applied one : applied) {
            var count = loop.await(
                    one.agent().count(one.filter().id()),
                    CALL,
                    "count packets on node " + one.agent().node());
            matched += count.matched();
            dropped += count.dropped();
        }
        return new FilterCount(matched, dropped);
    }

    @Override
    public Optional<Duration> hold() {
        return Optional.of(lasting);
    }

    /** On every node, whatever becomes of the others. A node whose answer to the filter was lost may have it: there all of this run is undone. */
    @Override
    public void heal(Loop loop) {
        List<RuntimeException> failures = new ArrayList<>();
        for (Map.Entry<String, NodeAgent> entry : agents.entrySet()) {
            if (filters.containsKey(entry.getKey())) {
                try {
                    heal(entry.getValue(), loop);
                } catch (RuntimeException e) {
                    failures.add(e);
                }
            }
        }
        if (!failures.isEmpty()) {
            var first = failures.get(0);
            failures.stream().skip(1).forEach(first::addSuppressed);
            throw first;
        }
    }

    private void heal(NodeAgent agent, Loop loop) {
        var known = applied.stream()
                .filter(one -> one.agent().node().equals(agent.node()))
                .findFirst();
        if (known.isPresent()) {
            loop.await(
                    agent.remove(known.get().filter().id()), HEALING, "remove a packet filter on node " + agent.node());
        } else if (begun) {
            loop.await(agent.heal(), HEALING, "undo what may have been set on node " + agent.node());
        }
    }

    @Override
    public List<String> leftovers(Loop loop) {
        List<String> left = new ArrayList<>();
        for (String node : filters.keySet()) {
            var agent = agents.get(node);
            if (agent != null) {
                loop.await(agent.residue(), CALL, "what is left on node " + node)
                        .forEach(what -> left.add("node " + node + ": " + what));
            }
        }
        return left;
    }
}
