package dev.lacuna.experiments.network;

import dev.lacuna.engine.fault.ClusterFailure;
import dev.lacuna.engine.fault.FaultException;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.engine.time.Overdue;
import dev.lacuna.experiments.controlplane.NodeAgent;
import dev.lacuna.experiments.controlplane.NodeAgentFailure;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * What is left on a node, also where the agent that did it has ended.
 *
 * @param newAgent the agent that takes a node's ended one's place
 */
record Residue(Function<String, CompletableFuture<NodeAgent>> newAgent) {
    private static final Duration CALL = Duration.ofSeconds(10);
    private static final Duration NEW_AGENT = Duration.ofSeconds(30);

    /** Fails when nobody can tell. */
    List<String> on(NodeAgent agent, Loop loop) {
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

    private static List<String> look(NodeAgent agent, Loop loop) {
        return loop.await(agent.residue(), CALL, "what is left on node " + agent.node());
    }
}
