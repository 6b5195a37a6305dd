package dev.lacuna.experiments.network;

import dev.lacuna.engine.fault.ClusterFailure;
import dev.lacuna.engine.fault.FaultException;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.engine.time.Overdue;
import dev.lacuna.experiments.controlplane.NodeAgent;
import dev.lacuna.experiments.controlplane.NodeAgentFailure;
import java.time.Duration;
import java.util.ArrayList;
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

    /** On all of these nodes, looked for at once. Fails when nobody can tell of one of them. */
    List<String> on(List<NodeAgent> agents, Loop loop) {
        var asked = agents.stream().map(NodeAgent::residue).toList();
        List<String> left = new ArrayList<>();
        for (int i = 0; i < agents.size(); i++) {
            String node = agents.get(i).node();
            answer(asked.get(i), node, loop).forEach(what -> left.add("node " + node + ": " + what));
        }
        return left;
    }

    private List<String> answer(CompletableFuture<List<String>> asked, String node, Loop loop) {
        try {
            return look(asked, node, loop);
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
            return look(agent.residue(), node, loop);
        } catch (FaultException | ClusterFailure | Overdue e) {
            if (end.undid()) {
                return List.of();
            }
            throw e;
        }
    }

    private static List<String> look(CompletableFuture<List<String>> asked, String node, Loop loop) {
        return loop.await(asked, CALL, "what is left on node " + node);
    }
}
