package dev.lacuna.experiments.site;

import dev.lacuna.engine.fault.FaultException;
import dev.lacuna.engine.scenario.shape.Guess;
import dev.lacuna.experiments.controlplane.Node;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What may not be hit.
 *
 * @param runner where this runner itself is
 */
public record Exclusions(Runner runner, Set<String> nodes, Set<String> namespaces) {
    private static final int MOST_NAMES = 20;

    public Exclusions {
        nodes = Set.copyOf(nodes);
        namespaces = Set.copyOf(namespaces);
    }

    public static Exclusions none() {
        return new Exclusions(Runner.nowhere(), Set.of(), Set.of());
    }

    /**
     * @param namespacesThere those of {@link #namespaces} that are there, and others for a guess
     * @throws FaultException for a node or namespace that is not there: a name that was mistyped would spare nothing
     */
    void requireThere(List<Node> all, Set<String> namespacesThere) {
        requireThere("node", nodes, all.stream().map(Node::name).toList());
        requireThere("namespace", namespaces, namespacesThere);
    }

    private static void requireThere(String what, Set<String> excluded, Collection<String> there) {
        excluded.stream()
                .filter(name -> !there.contains(name))
                .sorted()
                .findFirst()
                .ifPresent(name -> {
                    throw new FaultException(
                            FaultException.Kind.NO_TARGET,
                            "excluded %s `%s` is not in this cluster, so nothing would be spared by that name%s"
                                    .formatted(what, name, guess(name, excluded, new TreeSet<>(there))));
                });
    }

    /** Of namespaces no others may be known, or thousands. */
    private static String guess(String name, Set<String> excluded, SortedSet<String> there) {
        boolean shown = there.size() <= MOST_NAMES && !excluded.containsAll(there);
        return shown || Guess.near(name, there).isPresent()
                ? Guess.orAllowed(name, there)
                : "; look up how it is spelled";
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
