package dev.lacuna.experiments.network;

import dev.lacuna.engine.fault.Impact;
import dev.lacuna.engine.fault.Loss;
import dev.lacuna.engine.scenario.shape.Share;
import dev.lacuna.experiments.controlplane.ApiInstance;
import dev.lacuna.experiments.controlplane.LeaseRecord;
import dev.lacuna.experiments.controlplane.Pod;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a cut between two sets of ends leaves without what it needs; what the guards have to know of it.
 *
 * <p>On a stacked control plane (kubeadm) an API server speaks to the etcd of its own node only, and so do the node's scheduler and controller-manager to its API
 * server: with its etcd a node loses all four. An API server whose way to the balancer is cut is lost to all who come by that way, but not to its own node.
 */
final class Stranded {
    private static final Set<Integer> ETCD = Set.of(2379, 2380);
    private static final int KUBELET = 10_250;
    private static final String API_SERVER = "kube-apiserver";

    /** k/k cmd/kubeadm/app/apis/kubeadm/v1beta4/defaults.go, DefaultAPIBindPort */
    private static final int USUAL_PORT = 6443;

    private final Network spec;
    private final List<End> from;
    private final List<End> to;
    private final Plane plane;

    /**
     * The control plane as it is now.
     *
     * @param leaders finds the pod that leads
     */
    record Plane(
            List<Pod> members,
            List<ApiInstance> instances,
            List<LeaseRecord> elections,
            Function<LeaseRecord, Optional<Pod>> leaders) {}

    Stranded(Network spec, List<End> from, List<End> to, Plane plane) {
        this.spec = spec;
        this.from = from;
        this.to = to;
        this.plane = plane;
    }

    /** @param filtered nodes on which packets are dropped */
    Impact impact(Set<String> filtered) {
        if (!cuts(spec.share())) {
            return new Impact(filtered, Set.of(), Set.of(), spec.ports().isEmpty(), Set.of(), Set.of());
        }
        var etcd = withoutEtcd();
        Set<Loss> losses = new HashSet<>(losses(etcd));
        outOfReach().forEach(node -> losses.add(Loss.cutOff(API_SERVER, pod(API_SERVER, node), node)));
        return new Impact(filtered, losses, elections(etcd), spec.ports().isEmpty(), cut(), Set.of());
    }

    /** Half of the packets lost leave of TCP next to nothing: a guard takes that for a cut. */
    static boolean cuts(Share share) {
        return share.fraction() >= 0.5;
    }

    /** Nodes on the side that is lost when two sides can't hear each other: the smaller one, or the one that is of nodes. */
    static Set<String> alone(Set<String> from, Set<String> to) {
        return to.isEmpty() || (!from.isEmpty() && from.size() <= to.size()) ? from : to;
    }

    private Set<String> withoutEtcd() {
        return concerns(ETCD) ? alone(nodes(from), nodes(to)) : Set.of();
    }

    /** Nodes whose kubelet or API server can't be reached by their peers any more, or that reach no API server. */
    private Set<String> cut() {
        Set<String> cut = new HashSet<>(withoutServer());
        if (concerns(Set.of(KUBELET))) {
            cut.addAll(nodes(to));
        }
        return cut;
    }

    /** With their etcd, the API servers of these nodes and who leads by them. */
    private Set<Loss> losses(Set<String> etcd) {
        Set<Loss> losses = etcd.stream()
                .map(node -> Loss.cutOff("etcd", pod("etcd", node), node))
                .collect(Collectors.toSet());
        plane.members().stream()
                .filter(pod -> etcd.contains(pod.node()) && !pod.component().equals("etcd"))
                .forEach(pod -> losses.add(Loss.cutOff(pod.component(), pod.title(), pod.node())));
        return losses;
    }

    private String pod(String component, String node) {
        return plane.members().stream()
                .filter(pod -> pod.node().equals(node) && pod.component().equals(component))
                .map(Pod::title)
                .findFirst()
                .orElse("");
    }

    /** Nodes whose API server is cut off from what is no node: the balancer, or whatever has literal addresses. */
    private Set<String> outOfReach() {
        return Stream.concat(
                        outside(from) ? servers(to).stream() : Stream.of(),
                        outside(to) ? servers(from).stream() : Stream.of())
                .collect(Collectors.toSet());
    }

    /** Nodes without an API server of their own that are cut off from all there are. */
    private Set<String> withoutServer() {
        var all = ports().keySet();
        if (all.isEmpty()) {
            return Set.of();
        }
        Set<String> without = new HashSet<>();
        if (servers(to).containsAll(all)) {
            without.addAll(nodes(from));
        }
        if (servers(from).containsAll(all)) {
            without.addAll(nodes(to));
        }
        without.removeAll(all);
        return without;
    }

    /** Nodes of these ends whose API server listens on a port that is cut. */
    private Set<String> servers(Collection<End> ends) {
        var nodes = nodes(ends);
        return ports().entrySet().stream()
                .filter(server -> nodes.contains(server.getKey()) && concerns(Set.of(server.getValue())))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** Ports of the API servers by their nodes; also where only the balancer's own address is known. */
    private Map<String, Integer> ports() {
        Map<String, Integer> ports = new HashMap<>();
        plane.members().stream()
                .filter(pod -> pod.component().equals(API_SERVER))
                .forEach(pod -> ports.put(pod.node(), USUAL_PORT));
        plane.instances().stream()
                .filter(instance -> !instance.node().isEmpty())
                .forEach(instance -> ports.put(instance.node(), instance.port()));
        return ports;
    }

    /** Who leads on a node that loses its etcd, or loses all API servers, can't renew: the control plane's own in both cases, operators in the latter. */
    private Set<String> elections(Set<String> etcd) {
        var without = withoutServer();
        if (etcd.isEmpty() && without.isEmpty()) {
            return Set.of();
        }
        return plane.elections().stream()
                .filter(record -> plane.leaders()
                        .apply(record)
                        .filter(pod -> without.contains(pod.node())
                                || (!pod.component().isEmpty() && etcd.contains(pod.node())))
                        .isPresent())
                .map(record -> record.election().title())
                .collect(Collectors.toSet());
    }

    private boolean concerns(Set<Integer> ports) {
        return spec.ports().isEmpty() || ports.stream().anyMatch(spec.ports()::contains);
    }

    private static boolean outside(Collection<End> ends) {
        return ends.stream().anyMatch(end -> !end.isNode());
    }

    private static Set<String> nodes(Collection<End> ends) {
        return ends.stream().filter(End::isNode).map(End::node).collect(Collectors.toSet());
    }
}
