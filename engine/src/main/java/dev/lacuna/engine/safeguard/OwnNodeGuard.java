package dev.lacuna.engine.safeguard;

import dev.lacuna.engine.fault.Impact;
import java.util.List;

/** A runner in the cluster doesn't cut or hit the node that it runs on: it would measure its own fall. */
final class OwnNodeGuard implements Guard {

    @Override
    public String name() {
        return "own-node";
    }

    @Override
    public List<Refusal> check(Impact impact, ClusterFacts facts) {
        return facts.runnerNode()
                .filter(node -> impact.nodes().contains(node) || impact.cut().contains(node))
                .map(node -> List.of(new Refusal(
                        name(), "this runner's own pod is on node " + node + ", which would be hit", false, true)))
                .orElse(List.of());
    }
}
