package dev.lacuna.engine.safeguard;

import dev.lacuna.engine.fault.Impact;
import java.util.List;
import java.util.Optional;

/** A runner on one of the cluster's nodes, as a pod or as a process of that machine, doesn't cut or hit it: it would measure its own fall. */
final class OwnNodeGuard implements Guard {

    @Override
    public String name() {
        return "own-node";
    }

    @Override
    public Optional<String> consent() {
        return Optional.of("The runner's own node may be hit.");
    }

    @Override
    public List<Refusal> check(Impact impact, ClusterFacts facts) {
        return facts.runnerNode()
                .filter(node -> impact.nodes().contains(node) || impact.cut().contains(node))
                .map(node -> List.of(new Refusal(
                        name(), "this runner itself is on node " + node + ", which would be hit", false, true)))
                .orElse(List.of());
    }
}
