package dev.lacuna.experiments.site;

import dev.lacuna.engine.fault.FaultException;
import dev.lacuna.engine.scenario.shape.Guess;
import dev.lacuna.experiments.controlplane.Node;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What may not be hit.
 *
 * @param runner where this runner itself is
 */
public record Exclusions(Runner runner, Set<String> nodes, Set<String> namespaces) {

    public Exclusions {
        nodes = Set.copyOf(nodes);
        namespaces = Set.copyOf(namespaces);
    }

    public static Exclusions none() {
        return new Exclusions(Runner.nowhere(), Set.of(), Set.of());
    }

    /** @throws FaultException for a node that is not there: a name that was mistyped would spare nothing */
    void requireThere(List<Node> all) {
        var names = all.stream().map(Node::name).toList();
        nodes.stream()
                .filter(node -> !names.contains(node))
                .sorted()
                .findFirst()
                .ifPresent(node -> {
                    throw new FaultException(
                            FaultException.Kind.NO_TARGET,
                            "excluded node `%s` is not in this cluster, so nothing would be spared by that name%s"
                                    .formatted(node, Guess.orAllowed(node, names)));
                });
    }

    /**
     * Where the runner is.
     *
     * @param inCluster whether it is a pod of the cluster
     * @param node the node of that pod, where it is told
     * @param names of the machine it runs on
     * @param addresses of that machine, but those of every machine, such as 127.0.0.1
     */
    public record Runner(boolean inCluster, Optional<String> node, Set<String> names, Set<String> addresses) {

        public Runner {
            names = Set.copyOf(names);
            addresses = Set.copyOf(addresses);
        }

        /** Nowhere that a fault could hit, as with a simulated cluster. */
        public static Runner nowhere() {
            return new Runner(false, Optional.empty(), Set.of(), Set.of());
        }

        /** The node that it is on: the one that it was told, or the one whose host name or address its own machine has. */
        Optional<String> on(List<Node> all) {
            return node.or(() -> all.stream()
                    .filter(one -> names.contains(one.hostname())
                            || names.contains(one.name())
                            || addresses.contains(one.address()))
                    .map(Node::name)
                    .findFirst());
        }
    }
}
