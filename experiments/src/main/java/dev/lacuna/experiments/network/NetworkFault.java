package dev.lacuna.experiments.network;

import dev.lacuna.engine.fault.Fault;
import dev.lacuna.engine.fault.FaultException;
import dev.lacuna.engine.fault.Impact;
import dev.lacuna.engine.fault.Loss;
import dev.lacuna.engine.fault.Proposal;
import dev.lacuna.engine.fault.Right;
import dev.lacuna.engine.fault.Strike;
import dev.lacuna.engine.fault.Target;
import dev.lacuna.engine.scenario.shape.Share;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.ClusterKind;
import dev.lacuna.experiments.controlplane.ControlPlane;
import dev.lacuna.experiments.controlplane.NodeAgent;
import dev.lacuna.experiments.controlplane.PacketFilter;
import dev.lacuna.experiments.process.Victim;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** Finds both ends of the path, says what would be filtered where, and makes the strike. */
final class NetworkFault implements Fault {
    private static final Duration AGENTS = Duration.ofSeconds(90);
    private final Network spec;
    private final ControlPlane cluster;
    private final Duration lasting;
    private final long seed;

    NetworkFault(Network spec, ClusterKind.Order order) {
        this.spec = spec;
        this.cluster = order.cluster();
        this.lasting = order.experiment().lasting().orElseThrow();
        this.seed = order.seed();
    }

    @Override
    public List<Right> rights() {
        return Victim.rights(cluster);
    }

    @Override
    public Proposal propose(Loop loop) {
        var path = path(loop);
        return new Proposal(
                spec.words() + ", for " + lasting.toSeconds() + " s",
                path.filters.entrySet().stream()
                        .map(entry -> target(entry.getKey(), entry.getValue()))
                        .toList(),
                impact(path),
                rights(),
                Set.of(),
                List.of(Victim.ways(cluster, path.filters.keySet())));
    }

    @Override
    public Strike prepare(Proposal proposal, Loop loop) {
        var path = path(loop);
        Set<String> touched = new HashSet<>(path.filters.keySet());
        touched.addAll(nodes(path.from));
        var agents = loop.await(cluster.agents(touched, touched), AGENTS, "helper pods on " + touched);
        var plan = new FilterStrike.Plan(spec, lasting, path.filters, Filters.witnesses(spec, path.from, path.to));
        return new FilterStrike(
                plan,
                agents,
                new Residue(node -> again(node, touched)),
                Reachability.of(spec, path.from, path.to, agents));
    }

    private CompletableFuture<NodeAgent> again(String node, Set<String> touched) {
        return cluster.agents(Set.of(node), touched)
                .thenApply(agents -> agents.values().iterator().next());
    }

    private record Path(List<End> from, List<End> to, Map<String, PacketFilter> filters) {}

    private Path path(Loop loop) {
        var ends = new Ends(cluster, loop);
        var from = ends.find(spec.from(), seed);
        var to = ends.find(spec.to(), seed + 1);
        var filters = Filters.of(spec, from, to);
        if (filters.isEmpty()) {
            throw new FaultException(
                    FaultException.Kind.NO_TARGET,
                    "no node is left on which packets from %s to %s could be filtered: both are the same"
                            .formatted(spec.from(), spec.to()));
        }
        return new Path(from, to, filters);
    }

    /** Peers that a cut takes out of etcd's quorum: the smaller side is lost, or the one that is of nodes. */
    private Impact impact(Path path) {
        Set<String> from = nodes(path.from);
        Set<String> to = nodes(path.to);
        Set<String> alone = alone(from, to);
        boolean etcd = spec.ports().isEmpty()
                || spec.ports().contains(2379)
                || spec.ports().contains(2380);
        Set<Loss> losses = cuts(spec.share()) && etcd
                ? alone.stream().map(node -> new Loss("etcd", node)).collect(Collectors.toSet())
                : Set.of();
        return new Impact(path.filters.keySet(), losses, Set.of(), spec.ports().isEmpty(), cutFromPeers(to), Set.of());
    }

    /** Nodes whose kubelet or API server can't be reached by their peers any more. */
    private Set<String> cutFromPeers(Set<String> to) {
        boolean kubelet = spec.ports().contains(10250);
        return cuts(spec.share()) && (spec.ports().isEmpty() || kubelet) ? to : Set.of();
    }

    static Set<String> alone(Set<String> from, Set<String> to) {
        return to.isEmpty() || (!from.isEmpty() && from.size() <= to.size()) ? from : to;
    }

    /** Half of the packets lost leave of TCP next to nothing: a guard takes that for a cut. */
    static boolean cuts(Share share) {
        return share.fraction() >= 0.5;
    }

    private static Set<String> nodes(List<End> ends) {
        return ends.stream().filter(End::isNode).map(End::node).collect(Collectors.toSet());
    }

    private static Target target(String node, PacketFilter filter) {
        String ports = filter.toPorts().isEmpty()
                ? "all packets"
                : "packets of ports " + filter.toPorts().stream().sorted().toList();
        return new Target(
                "node " + node, node, "", Map.of("drops", ports + " from " + String.join(" ", filter.peers())));
    }
}
