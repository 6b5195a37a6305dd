package dev.lacuna.experiments.site;

import dev.lacuna.engine.fault.FaultException;
import dev.lacuna.engine.journal.JournalEntry;
import dev.lacuna.engine.journal.JournalText;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.engine.time.Stopped;
import dev.lacuna.experiments.controlplane.ControlPlane;
import dev.lacuna.experiments.controlplane.Node;
import dev.lacuna.experiments.controlplane.RunRegistry.AgentPodSeen;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Ends whatever earlier runs left: filters and stopped processes on the nodes, helper pods, objects, journals. It takes the lock of runs first, so that it can't
 * take a fault away from a run that is going on. Called on a thread of its own, not on the loop.
 */
public final class Recovery {
    private static final Duration CALL = Duration.ofSeconds(15);

    /** A helper pod is awaited for 150 s until it is gone; objects are removed and looked for again, a few times over. */
    private static final Duration REMOVAL = Duration.ofSeconds(165);

    private static final Duration AGENTS = Duration.ofMinutes(3);
    private final ControlPlane cluster;
    private final String runId;
    private final Loop loop;

    public Recovery(ControlPlane cluster, String runId, Loop loop) {
        this.cluster = cluster;
        this.runId = runId;
        this.loop = loop;
    }

    /**
     * What earlier runs may have left, and where.
     *
     * @param runs that left a journal
     * @param makers runs that left objects of their probes
     * @param lock who holds the lock of runs, or died with it
     */
    public record Found(
            Set<String> runs, Set<String> makers, List<AgentPodSeen> helpers, Places places, Optional<String> lock) {

        public boolean nothing() {
            return runs.isEmpty() && makers.isEmpty() && helpers.isEmpty() && nodes().isEmpty() && lock.isEmpty();
        }

        public Set<String> nodes() {
            return places.nodes();
        }
    }

    /**
     * Where to look.
     *
     * @param stopped containers whose processes may stand still
     */
    public record Places(Set<String> nodes, Set<String> stopped) {}

    /**
     * What came of it.
     *
     * @param left what should be gone and is not
     * @param alone what stands still and was not touched, for no journal says that Lacuna stopped it
     */
    public record Outcome(List<String> done, List<String> left, List<String> alone) {

        private static Outcome begun() {
            return new Outcome(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }
    }

    /**
     * Looks into the journals' copies, for helper pods, for what probes made, and at the lock. Touches nothing.
     *
     * @param everyNode whether to look at every node, as after the loss of all journals
     * @param journals texts of journals that were found elsewhere, by run
     */
    public Found find(boolean everyNode, Map<String, String> journals) {
        Map<String, String> all = new java.util.TreeMap<>(journals);
        loop.await(cluster.registry().journals(), CALL, "list journals of earlier runs")
                .forEach((run, copy) -> all.merge(run, copy, (file, other) -> file + "\n" + other));
        all.remove(runId);
        var helpers = loop.await(cluster.registry().helpers(), CALL, "list helper pods").stream()
                .filter(helper -> !helper.runId().equals(runId))
                .toList();
        Set<String> nodes = new TreeSet<>();
        Set<String> stopped = new TreeSet<>();
        all.values().stream().flatMap(text -> JournalText.read(text).stream()).forEach(entry -> {
            nodes.addAll(entry.nodes());
            stopped.addAll(containers(entry));
        });
        helpers.forEach(helper -> nodes.add(helper.node()));
        var there = loop.await(cluster.nodes(), CALL, "list nodes").stream()
                .map(Node::name)
                .collect(Collectors.toSet());
        if (everyNode) {
            nodes.addAll(there);
        }
        nodes.retainAll(there);
        return new Found(
                new TreeSet<>(all.keySet()),
                loop.await(cluster.registry().runsWithObjects(), CALL, "list objects of earlier runs"),
                helpers,
                new Places(nodes, stopped),
                loop.await(cluster.registry().lockHolder(), CALL, "read the lock of runs"));
    }

    private static List<String> containers(JournalEntry entry) {
        String ids = entry.details().getOrDefault("thaw", "");
        return ids.isEmpty() ? List.of() : Arrays.asList(ids.split(",", -1));
    }

    /**
     * Ends all of it.
     *
     * @throws FaultException when a run is on: what it has set is no leftover
     */
    public Outcome end(Found found) {
        var holder = loop.await(cluster.registry().lock(runId), ClusterSite.LOCK, "take the lock of runs");
        if (holder.isPresent()) {
            throw new FaultException(
                    FaultException.Kind.UNSAFE,
                    "a run is on, and its faults are not left over: " + holder.get()
                            + ". Nothing was removed; wait for it, or end it");
        }
        try {
            var outcome = endLocked(found);
            found.lock().ifPresent(dead -> outcome.done().add("took over the lock of " + dead));
            return outcome;
        } finally {
            loop.await(cluster.registry().unlock(), CALL, "release the lock of runs");
        }
    }

    /** What can't be ended keeps none of the others: it is left, with the reason. */
    private Outcome endLocked(Found found) {
        var outcome = Outcome.begun();
        var done = outcome.done();
        var left = outcome.left();
        for (AgentPodSeen helper : found.helpers()) {
            String pod = "helper pod " + helper.namespace() + "/" + helper.name() + " on node " + helper.node();
            orLeft(pod, left, () -> {
                loop.await(cluster.registry().removeHelper(helper), REMOVAL, "remove helper pod " + helper.name());
                done.add("removed " + pod);
            });
        }
        found.nodes().forEach(node -> orLeft("node " + node, left, () -> sweep(node, found, outcome)));
        for (String run : found.makers()) {
            orLeft(
                    "objects of run " + run,
                    left,
                    () -> loop.await(cluster.registry().removeObjects(run), REMOVAL, "remove objects of run " + run)
                            .forEach(what -> done.add("removed " + what)));
        }
        if (left.isEmpty()) {
            found.runs()
                    .forEach(run -> orLeft("journal of run " + run, left, () -> {
                        loop.await(cluster.registry().dropJournal(run), CALL, "remove the journal of run " + run);
                        done.add("closed the journal of run " + run);
                    }));
        }
        orLeft(
                "helper pods of this recovery",
                left,
                () -> left.addAll(loop.await(cluster.dismissAgents(), AGENTS, "take the helper pods away")));
        return outcome;
    }

    private static void orLeft(String what, List<String> left, Runnable work) {
        try {
            work.run();
        } catch (Stopped e) {
            throw e;
        } catch (RuntimeException e) {
            left.add(what + ": " + (e.getMessage() == null ? e.toString() : e.getMessage()));
        }
    }

    /** Each node's helper is asked for on its own: one that can't have any keeps the others from nothing. */
    private void sweep(String node, Found found, Outcome outcome) {
        var agents = loop.await(cluster.agents(Set.of(node), Set.of()), AGENTS, "helper pod on node " + node);
        agents.values().forEach(agent -> {
            loop.await(agent.sweep(found.places().stopped()), CALL, "sweep node " + node)
                    .forEach(what -> outcome.done().add("node " + node + ": " + what));
            var residue = loop.await(agent.residue(found.places().stopped()), CALL, "what is left on node " + node);
            Stream.of(residue.own(), residue.ofOtherRuns())
                    .flatMap(List::stream)
                    .forEach(what -> outcome.left().add("node " + node + ": " + what));
            residue.strangers().forEach(what -> outcome.alone().add("node " + node + ": " + what));
        });
    }
}
