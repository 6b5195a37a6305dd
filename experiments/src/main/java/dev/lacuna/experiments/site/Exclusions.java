package dev.lacuna.experiments.site;

import java.util.Optional;
import java.util.Set;

/**
 * What may not be hit.
 *
 * @param runnerNode the node of this runner's own pod, if it runs in the cluster
 */
public record Exclusions(Optional<String> runnerNode, Set<String> nodes, Set<String> namespaces) {

    public Exclusions {
        nodes = Set.copyOf(nodes);
        namespaces = Set.copyOf(namespaces);
    }

    public static Exclusions none() {
        return new Exclusions(Optional.empty(), Set.of(), Set.of());
    }
}
