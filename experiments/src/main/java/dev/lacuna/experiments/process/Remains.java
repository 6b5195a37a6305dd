package dev.lacuna.experiments.process;

import dev.lacuna.engine.fault.ClusterFailure;
import dev.lacuna.engine.fault.FaultException;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.engine.time.Overdue;
import dev.lacuna.experiments.controlplane.ControlPlane;
import dev.lacuna.experiments.controlplane.NodeAgent;
import dev.lacuna.experiments.controlplane.NodeAgentFailure;
import java.time.Duration;
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

    /** @param touched nodes whose API servers a new agent is not to be spoken to through */
    public static Remains of(ControlPlane cluster, Set<String> touched, Set<String> stopped) {
        return new Remains(
                node -> cluster.agents(Set.of(node), touched)
                        .thenApply(agents -> agents.values().iterator().next()),
                stopped);
    }

    /** Fails when nobody can tell. */
    public List<String> on(NodeAgent agent, Loop loop) {
        try {
            return look(agent, loop);
        } catch (NodeAgentFailure e) {
            if (e.reason() != NodeAgentFailure.Reason.ENDED) {
                throw e;
            }
            return byNewAgent(agent.node(), e, loop);
        }
    }

    /** Where no new agent can be had, the last word of the one that has ended counts, if it was that all is undone. */
    private List<String> byNewAgent(String node, NodeAgentFailure end, Loop loop) {
        try {
            return look(loop.await(newAgent.apply(node), NEW_AGENT, "a new helper pod on node " + node), loop);
        } catch (FaultException | ClusterFailure | Overdue e) {
            if (end.undid()) {
                return List.of();
            }
            throw e;
        }
    }

    private List<String> look(NodeAgent agent, Loop loop) {
        return loop.await(agent.residue(stopped), CALL, "what is left on node " + agent.node()).own().stream()
                .map(what -> "node " + agent.node() + ": " + what)
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
