package dev.lacuna.experiments.network;

import dev.lacuna.engine.explanation.Milestone;
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
import dev.lacuna.experiments.controlplane.NodeAgentFailure;
import dev.lacuna.experiments.controlplane.PacketFilter;
import dev.lacuna.experiments.controlplane.RemovedFilter;
import dev.lacuna.experiments.process.Remains;
import dev.lacuna.experiments.target.Incumbent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Packet filters on the nodes concerned, as long as the experiment lasts. The counters are read twice: for the proof, and by the node itself as it removes the filter,
 * for one that somebody else removed or that ran out meanwhile was not in force to its end. So the end waits for no count.
 */
final class FilterStrike implements Strike {
    private static final Duration CALL = Duration.ofSeconds(10);

    /** Longer than an agent is waited for by whoever speaks to it: 20 s for what undoes. */
    private static final Duration HEALING = Duration.ofSeconds(22);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

    /** A cut shows within seconds or not at all; a share takes as many packets as it takes. */
    private static final Duration CUT_SHOWS = Duration.ofSeconds(20);

    private static final Duration SHARE_SHOWS = Duration.ofSeconds(60);

    /** Left for the look at the path and for counters to go on between the proof and the end; of short faults a quarter. */
    private static final Duration MARGIN = Duration.ofSeconds(3);

    /** In less, a path may be silent by chance. */
    private static final Duration GOES_ON = Duration.ofSeconds(2);

    private final Network spec;
    private final Duration lasting;
    private final Map<String, PacketFilter> filters;
    private final List<Incumbent> incumbents;
    private final Map<String, NodeAgent> agents;
    private final Remains remains;
    private final LossEvidence counted;
    private final Optional<Reachability> path;
    private final List<Applied> applied = new ArrayList<>();
    private Connection.@Nullable Outcome before;
    private boolean begun;
    private boolean proved;
    private long injectedAt;
    private long countedAt;
    private Optional<String> broken = Optional.empty();

    /**
     * What is to be filtered.
     *
     * @param filters by node
     * @param witnesses as {@link Filters#witnesses} has them
     * @param incumbents who is cut off because it leads
     */
    record Plan(
            Network spec,
            Duration lasting,
            Map<String, PacketFilter> filters,
            Set<Set<String>> witnesses,
            List<Incumbent> incumbents) {}

    private record Applied(NodeAgent agent, AppliedFilter filter) {}

    FilterStrike(Plan plan, Map<String, NodeAgent> agents, Remains remains, Optional<Reachability> path) {
        this.spec = plan.spec();
        this.lasting = plan.lasting();
        this.filters = plan.filters();
        this.incumbents = plan.incumbents();
        this.counted = new LossEvidence(spec, plan.witnesses());
        this.agents = agents;
        this.remains = remains;
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
        incumbents.forEach(leader -> leader.look(loop));
    }

    /** In force from the first filter set (lower) to the last (upper). */
    @Override
    public Injection inject(Loop loop) {
        incumbents.forEach(Incumbent::requireInOffice);
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
        injectedAt = last;
        if (spec.whole()) {
            incumbents.forEach(leader -> leader.watchSuccession(loop));
        }
        var moment = new Interval(first, last);
        return new Injection(moment, moment);
    }

    @Override
    public Proof confirm(Loop loop) {
        long until = injectedAt + patience().toNanos();
        boolean enough = false;
        while (!enough && loop.now() < until) {
            loop.sleep(LOOK_AGAIN);
            enough = counted.take(count(loop));
        }
        countedAt = loop.now();
        List<String> evidence = new ArrayList<>(counted.words());
        boolean cut = spec.whole() ? provesCut(loop, evidence) : true;
        proved = enough && counted.fits() && cut;
        return proved ? Proof.held(evidence) : Proof.missing(evidence);
    }

    private Duration patience() {
        var quarter = lasting.dividedBy(4);
        var left = lasting.minus(quarter.compareTo(MARGIN) < 0 ? quarter : MARGIN);
        var most = spec.whole() ? CUT_SHOWS : SHARE_SHOWS;
        return left.compareTo(most) < 0 ? left : most;
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

    /** All at once, so that one slow node costs no more than itself. */
    private Map<String, FilterCount> count(Loop loop) {
        Map<String, CompletableFuture<FilterCount>> asked = new TreeMap<>();
        applied.forEach(one ->
                asked.put(one.agent().node(), one.agent().count(one.filter().id())));
        Map<String, FilterCount> counts = new TreeMap<>();
        long until = loop.now() + CALL.toNanos();
        asked.forEach((node, answer) -> counts.put(
                node,
                loop.await(
                        answer, Duration.ofNanos(Math.max(0, until - loop.now())), "count packets on node " + node)));
        return counts;
    }

    @Override
    public List<Milestone> milestones() {
        return incumbents.stream()
                .flatMap(leader -> leader.milestones().stream())
                .toList();
    }

    @Override
    public Optional<Duration> hold() {
        return Optional.of(lasting);
    }

    /**
     * On every node, and on all at once: one that answers late costs the others nothing. A node whose answer to the filter was lost may have it: there all of this
     * run is undone.
     */
    @Override
    public void heal(Loop loop) {
        incumbents.forEach(leader -> leader.release(loop));
        boolean longEnough = loop.now() - countedAt >= GOES_ON.toNanos();
        Map<String, CompletableFuture<Optional<FilterCount>>> ended = new TreeMap<>();
        agents.forEach((node, agent) -> {
            if (filters.containsKey(node)) {
                ended.put(node, undo(agent));
            }
        });
        List<RuntimeException> failures = new ArrayList<>();
        var last = lastCounts(ended, failures, loop);
        if (proved) {
            proved = false;
            broken = unseen(last, failures).or(() -> longEnough ? counted.stopped(last) : Optional.empty());
        }
        throwAll(failures.stream().filter(failure -> !ended(failure)).toList());
    }

    private CompletableFuture<Optional<FilterCount>> undo(NodeAgent agent) {
        var known = applied.stream()
                .filter(one -> one.agent().node().equals(agent.node()))
                .findFirst();
        if (known.isPresent()) {
            return agent.remove(known.get().filter().id()).thenApply(RemovedFilter::last);
        }
        return begun
                ? agent.heal().thenApply(done -> Optional.empty())
                : CompletableFuture.completedFuture(Optional.empty());
    }

    private static Map<String, FilterCount> lastCounts(
            Map<String, CompletableFuture<Optional<FilterCount>>> ended, List<RuntimeException> failures, Loop loop) {
        Map<String, FilterCount> last = new TreeMap<>();
        long until = loop.now() + HEALING.toNanos();
        ended.forEach((node, answer) -> {
            try {
                loop.await(
                                answer,
                                Duration.ofNanos(Math.max(0, until - loop.now())),
                                "remove a packet filter on node " + node)
                        .ifPresent(count -> last.put(node, count));
            } catch (RuntimeException e) {
                failures.add(e);
            }
        });
        return last;
    }

    private Optional<String> unseen(Map<String, FilterCount> last, List<RuntimeException> failures) {
        var without = filters.keySet().stream()
                .filter(node -> !last.containsKey(node))
                .collect(Collectors.joining(", "));
        return without.isEmpty()
                ? Optional.empty()
                : Optional.of("right before its removal the filter on node " + without
                        + " could not be counted, so it may have been gone earlier"
                        + failures.stream()
                                .map(failure -> ": " + failure.getMessage())
                                .collect(Collectors.joining()));
    }

    /** An agent that has ended can't be asked to undo anything; what it left is found by {@link #leftovers}. */
    private static boolean ended(RuntimeException failure) {
        return failure instanceof NodeAgentFailure lost && lost.reason() == NodeAgentFailure.Reason.ENDED;
    }

    private static void throwAll(List<RuntimeException> failures) {
        if (!failures.isEmpty()) {
            var first = failures.get(0);
            failures.stream().skip(1).forEach(first::addSuppressed);
            throw first;
        }
    }

    @Override
    public Optional<String> broken() {
        return broken;
    }

    @Override
    public List<String> leftovers(Loop loop) {
        List<NodeAgent> concerned = new ArrayList<>();
        agents.forEach((node, agent) -> {
            if (filters.containsKey(node)) {
                concerned.add(agent);
            }
        });
        return remains.on(concerned, loop);
    }
}
