package dev.lacuna.experiments.site;

import java.util.Optional;
import java.util.Set;

/**
 * What may not be hit.
 *
 * @param inCluster whether this runner is a pod of the cluster
 * @param runnerNode the node of that pod, where it is known
 */
public record Exclusions(boolean inCluster, Optional<String> runnerNode, Set<String> nodes, Set<String> namespaces) {

    public Exclusions {
        nodes = Set.copyOf(nodes);
        namespaces = Set.copyOf(namespaces);
    }

    public static Exclusions none() {
        return new Exclusions(false, Optional.empty(), Set.of(), Set.of());
    }
}
