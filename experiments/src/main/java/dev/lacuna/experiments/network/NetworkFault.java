package dev.lacuna.experiments.network;

import dev.lacuna.engine.explanation.TimerBound;
import dev.lacuna.engine.fault.Fault;
import dev.lacuna.engine.fault.FaultException;
import dev.lacuna.engine.fault.Proposal;
import dev.lacuna.engine.fault.Right;
import dev.lacuna.engine.fault.Strike;
import dev.lacuna.engine.fault.Target;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.ClusterKind;
import dev.lacuna.experiments.controlplane.ControlPlane;
import dev.lacuna.experiments.controlplane.EtcdMember;
import dev.lacuna.experiments.controlplane.PacketFilter;
import dev.lacuna.experiments.process.Remains;
import dev.lacuna.experiments.process.Victim;
import dev.lacuna.experiments.target.Candidates;
import dev.lacuna.experiments.target.Count;
import dev.lacuna.experiments.target.Incumbent;
import dev.lacuna.experiments.target.Leadership;
import dev.lacuna.experiments.target.Selector;
import dev.lacuna.experiments.target.TargetFinder;
import dev.lacuna.experiments.target.Unchanged;
import dev.lacuna.experiments.timer.SeenEtcd;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds both ends of the path, says what would be filtered where, and makes the strike. */
final class NetworkFault implements Fault {
    private static final Duration AGENTS = Duration.ofSeconds(90);
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    /** Where members speak to each other: etcd-io/etcd server/embed/config.go. */
    private static final int ETCD_PEERS = 2380;

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
        var impact = new Stranded(spec, path.from, path.to, plane(loop)).impact(path.filters.keySet());
        return new Proposal(
                spec.words() + ", for " + lasting.toSeconds() + " s",
                path.targets(),
                impact,
                rights(),
                impact.elections(),
                notes(path, loop));
    }

    private List<String> notes(Path path, Loop loop) {
        List<String> notes = new ArrayList<>(List.of(Victim.ways(cluster, path.filters.keySet())));
        if (cutsEtcdLeader()) {
            notes.add(SeenEtcd.now(cluster, loop).words(true));
        }
        return notes;
    }

    @Override
    public List<TimerBound> bounds(Proposal proposal, Loop loop) {
        return cutsEtcdLeader() ? SeenEtcd.now(cluster, loop).bound().stream().toList() : List.of();
    }

    private boolean cutsEtcdLeader() {
        return spec.whole()
                && spec.direction() == Network.Direction.BOTH
                && (spec.ports().isEmpty() || spec.ports().contains(ETCD_PEERS))
                && (cutsEtcdLeader(spec.from(), spec.to()) || cutsEtcdLeader(spec.to(), spec.from()));
    }

    /** From all other members; who still reaches some of them may go on leading. */
    private static boolean cutsEtcdLeader(Peer one, Peer other) {
        return one instanceof Peer.OfPods cut
                && cut.selector().leaderOf().filter(EtcdMember.ELECTION::equals).isPresent()
                && other instanceof Peer.OfPods others
                && others.selector() instanceof Selector.Component component
                && component.component().equals(EtcdMember.ELECTION)
                && component.count().equals(new Count.All())
                && component.role() == Selector.Role.ANY;
    }

    private Stranded.Plane plane(Loop loop) {
        var membersRead = cluster.members();
        var leadership = Leadership.now(cluster, loop);
        var members = loop.await(membersRead, PATIENCE, "list the control plane's pods");
        var candidates = new Candidates(cluster, members, loop);
        return new Stranded.Plane(
                members,
                cluster.instances(),
                leadership.records(),
                record -> candidates.of(record).stream()
                        .filter(pod -> leadership.leads(pod, record))
                        .findFirst());
    }

    @Override
    public Strike prepare(Proposal proposal, Loop loop) {
        var path = path(loop);
        Unchanged.require(proposal, path.targets());
        Set<String> touched = new HashSet<>(path.filters.keySet());
        touched.addAll(nodes(path.from));
        var agents = loop.await(cluster.agents(touched, touched), AGENTS, "helper pods on " + touched);
        var plan = new FilterStrike.Plan(
                spec,
                lasting,
                path.filters,
                Filters.witnesses(spec, path.from, path.to),
                Stream.concat(incumbent(spec.from(), path.from, loop), incumbent(spec.to(), path.to, loop))
                        .toList());
        return new FilterStrike(
                plan,
                agents,
                Remains.of(cluster, touched, Set.of()),
                Reachability.of(spec, path.from, path.to, agents));
    }

    /** Who is cut off because it leads. */
    private Stream<Incumbent> incumbent(Peer peer, List<End> ends, Loop loop) {
        return peer instanceof Peer.OfPods pods
                ? Incumbent.of(
                        pods.selector(),
                        ends.get(0).node(),
                        ends.get(0).node(),
                        cluster,
                        new TargetFinder(cluster, loop)::record)
                        .stream()
                : Stream.empty();
    }

    private record Path(List<End> from, List<End> to, Map<String, PacketFilter> filters) {

        List<Target> targets() {
            return filters.entrySet().stream()
                    .map(entry -> target(entry.getKey(), entry.getValue()))
                    .toList();
        }
    }

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

    private static Set<String> nodes(List<End> ends) {
        return ends.stream().filter(End::isNode).map(End::node).collect(Collectors.toSet());
    }

    private static Target target(String node, PacketFilter filter) {
        String ports = filter.toPorts().isEmpty()
                ? "all packets"
                : "packets of ports "
                        + filter.toPorts().stream()
                                .sorted()
                                .map(String::valueOf)
                                .collect(Collectors.joining(", "));
        return new Target(
                "node " + node, node, "", Map.of("drops", ports + " from " + String.join(", ", filter.peers())));
    }
}
