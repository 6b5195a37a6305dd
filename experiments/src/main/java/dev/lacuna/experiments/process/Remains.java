package dev.lacuna.experiments.process;

import dev.lacuna.engine.fault.ClusterFailure;
import dev.lacuna.engine.fault.FaultException;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.engine.time.Overdue;
import dev.lacuna.experiments.controlplane.ControlPlane;
import dev.lacuna.experiments.controlplane.NodeAgent;
import dev.lacuna.experiments.controlplane.NodeAgentFailure;
import dev.lacuna.experiments.controlplane.Residue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * What of this run is left on a node, also where the agent that did it has ended. What other runs or other people have left there is not this run's to tell.
 *
 * @param newAgent the agent that takes a node's ended one's place
 * @param stopped containers whose processes the run may have stopped
 */
public record Remains(Function<String, CompletableFuture<NodeAgent>> newAgent, Set<String> stopped) {
    private static final Duration CALL = Duration.ofSeconds(10);
    private static final Duration NEW_AGENT = Duration.ofSeconds(30);

    public Remains {
        stopped = Set.copyOf(stopped);
    }

    /**
     * On the nodes of a cluster.
     *
     * @param touched nodes whose API servers a new agent is not to be spoken to through
     */
    public static Remains of(ControlPlane cluster, Set<String> touched, Set<String> stopped) {
        return new Remains(
                node -> cluster.agents(Set.of(node), touched)
                        .thenApply(agents -> agents.values().iterator().next()),
                stopped);
    }

    /** Fails when nobody can tell. */
    public List<String> on(NodeAgent agent, Loop loop) {
        return on(List.of(agent), loop);
    }

    /** On all of these nodes, looked for at once. Fails when nobody can tell of one of them. */
    public List<String> on(List<NodeAgent> agents, Loop loop) {
        var asked = agents.stream().map(agent -> agent.residue(stopped)).toList();
        List<String> left = new ArrayList<>();
        for (int i = 0; i < agents.size(); i++) {
            left.addAll(answer(asked.get(i), agents.get(i).node(), loop));
        }
        return left;
    }

    private List<String> answer(CompletableFuture<Residue> asked, String node, Loop loop) {
        try {
            return own(asked, node, loop);
        } catch (NodeAgentFailure e) {
            if (e.reason() != NodeAgentFailure.Reason.ENDED) {
                throw e;
            }
            return byNewAgent(node, e, loop);
        }
    }

    /** Where no new agent can be had, the last word of the one that has ended counts, if it was that all is undone. */
    private List<String> byNewAgent(String node, NodeAgentFailure end, Loop loop) {
        try {
            var agent = loop.await(newAgent.apply(node), NEW_AGENT, "a new helper pod on node " + node);
            return own(agent.residue(stopped), node, loop);
        } catch (FaultException | ClusterFailure | Overdue e) {
            if (end.undid()) {
                return List.of();
            }
            throw e;
        }
    }

    private static List<String> own(CompletableFuture<Residue> asked, String node, Loop loop) {
        return loop.await(asked, CALL, "what is left on node " + node).own().stream()
                .map(what -> "node " + node + ": " + what)
                .toList();
    }

    /** An agent that has ended can't be asked to undo anything; what it left is found by {@link #on}. */
    public static void unlessEnded(Runnable undoing) {
        try {
            undoing.run();
        } catch (NodeAgentFailure e) {
            if (e.reason() != NodeAgentFailure.Reason.ENDED) {
                throw e;
            }
        }
    }
}
