package dev.lacuna.experiments.network;

import dev.lacuna.engine.fault.FaultException;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.controlplane.ControlPlane;
import dev.lacuna.experiments.controlplane.Node;
import dev.lacuna.experiments.controlplane.Pod;
import dev.lacuna.experiments.target.TargetFinder;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds which nodes and addresses a {@link Peer} means now. */
final class Ends {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private final ControlPlane cluster;
    private final Loop loop;
    private final List<Node> nodes;

    Ends(ControlPlane cluster, Loop loop) {
        this.cluster = cluster;
        this.loop = loop;
        this.nodes = loop.await(cluster.nodes(), PATIENCE, "list nodes");
    }

    List<End> find(Peer peer, long seed) {
        if (peer instanceof Peer.OfPods pods) {
            return new TargetFinder(cluster, loop)
                    .find(pods.selector(), seed).stream()
                            .map(Pod::node)
                            .distinct()
                            .map(this::node)
                            .toList();
        }
        if (peer instanceof Peer.OfNode named) {
            return List.of(node(named.node()));
        }
        if (peer instanceof Peer.Addresses literal) {
            return List.of(new End("", new LinkedHashSet<>(literal.addresses())));
        }
        return List.of(balancer());
    }

    private End node(String name) {
        return nodes.stream()
                .filter(node -> node.name().equals(name))
                .findFirst()
                .map(node -> new End(name, Set.of(node.address())))
                .orElseThrow(() -> new FaultException(
                        FaultException.Kind.NO_TARGET,
                        "there is no node `%s`; nodes here: %s"
                                .formatted(
                                        name,
                                        nodes.stream().map(Node::name).sorted().collect(Collectors.joining(", ")))));
    }

    private End balancer() {
        String host = URI.create(cluster.identity().server()).getHost();
        boolean isNode = nodes.stream().anyMatch(node -> node.address().equals(host));
        if (isNode || !host.matches("[0-9a-f:.]+")) {
            throw new FaultException(
                    FaultException.Kind.NO_TARGET,
                    "the balancer's address is not known: the kubeconfig names %s, which %s. Name its addresses: {addresses: [10.0.0.7]}"
                            .formatted(host, isNode ? "is a node" : "is no IP address"));
        }
        return new End("", Set.of(host));
    }
}
