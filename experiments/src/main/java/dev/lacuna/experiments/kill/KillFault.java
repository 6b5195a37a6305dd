package dev.lacuna.experiments.kill;

import dev.lacuna.engine.explanation.TimerBound;
import dev.lacuna.engine.fault.Fault;
import dev.lacuna.engine.fault.FaultException;
import dev.lacuna.engine.fault.Impact;
import dev.lacuna.engine.fault.Loss;
import dev.lacuna.engine.fault.Proposal;
import dev.lacuna.engine.fault.Right;
import dev.lacuna.engine.fault.Strike;
import dev.lacuna.engine.fault.Target;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.ClusterKind;
import dev.lacuna.experiments.controlplane.ControlPlane;
import dev.lacuna.experiments.controlplane.ElectionId;
import dev.lacuna.experiments.controlplane.EtcdMember;
import dev.lacuna.experiments.controlplane.LeaseRecord;
import dev.lacuna.experiments.controlplane.Pod;
import dev.lacuna.experiments.controlplane.Signal;
import dev.lacuna.experiments.process.RestartEvidence;
import dev.lacuna.experiments.process.Victim;
import dev.lacuna.experiments.target.Incumbent;
import dev.lacuna.experiments.target.Leadership;
import dev.lacuna.experiments.target.Selector;
import dev.lacuna.experiments.target.TargetFinder;
import dev.lacuna.experiments.target.Unchanged;
import dev.lacuna.experiments.timer.Ousting;
import dev.lacuna.experiments.timer.SeenElections;
import dev.lacuna.experiments.timer.SeenEtcd;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the pods that a {@link Kill} means, says what would happen to them, and makes the strike. */
final class KillFault implements Fault {
    private final Kill spec;
    private final ControlPlane cluster;
    private final long seed;

    KillFault(Kill spec, ClusterKind.Order order) {
        this.spec = spec;
        this.cluster = order.cluster();
        this.seed = order.seed();
    }

    @Override
    public List<Right> rights() {
        if (spec.mode() == Kill.Mode.SIGNAL) {
            return Victim.rights(cluster);
        }
        return spec.target() instanceof Selector.Pods named ? rights(List.of(named.namespace())) : List.of();
    }

    @Override
    public Proposal propose(Loop loop) {
        var pods = new TargetFinder(cluster, loop).find(spec.target(), seed);
        pods.forEach(this::requireReachable);
        var leadership = Leadership.now(cluster, loop);
        var elections = led(pods, leadership);
        return new Proposal(
                summary(pods),
                pods.stream().map(pod -> Victim.target(pod, leadership)).toList(),
                impact(pods, elections),
                rights(pods.stream().map(Pod::namespace).distinct().toList()),
                elections.stream()
                        .map(record -> watched(record.election(), leadership))
                        .collect(Collectors.toSet()),
                notes(pods, loop));
    }

    private static List<LeaseRecord> led(List<Pod> pods, Leadership leadership) {
        return leadership.records().stream()
                .filter(record -> pods.stream().anyMatch(pod -> leadership.leads(pod, record)))
                .toList();
    }

    /** It was found by one look at the elections, and is prepared by another. */
    private static LeaseRecord held(String election, List<LeaseRecord> led, Pod pod) {
        return led.stream()
                .filter(record -> record.election().named(election))
                .findFirst()
                .orElseThrow(() -> new FaultException(
                        FaultException.Kind.TARGET_CHANGED,
                        "%s was chosen because it led %s; right after that it did not, so nothing was done"
                                .formatted(pod.object(), election)));
    }

    /** An election that the scenario names is measured by that name, and any other by its own. */
    private String watched(ElectionId election, Leadership leadership) {
        return spec.target() instanceof Selector.Leader leader
                        && leadership
                                .named(leader.election())
                                .filter(meant -> meant.election().equals(election))
                                .isPresent()
                ? leader.election()
                : election.title();
    }

    @Override
    public List<TimerBound> bounds(Proposal proposal, Loop loop) {
        if (killsEtcdLeader()) {
            return SeenEtcd.now(cluster, loop).bound().stream().toList();
        }
        if (spec.mode() != Kill.Mode.SIGNAL || proposal.elections().isEmpty()) {
            return List.of();
        }
        var seen = SeenElections.now(cluster, loop);
        Set<String> hit = proposal.targets().stream().map(Target::object).collect(Collectors.toSet());
        return proposal.elections().stream()
                .sorted()
                .flatMap(election -> seen
                        .bound(
                                election,
                                spec.signal() == Signal.KILL ? Ousting.KEPT : SeenElections.bySigterm(election),
                                SeenElections.alone(election, hit, cluster, loop))
                        .stream())
                .toList();
    }

    /** By SIGTERM it would hand over first. */
    private boolean killsEtcdLeader() {
        return spec.mode() == Kill.Mode.SIGNAL
                && spec.signal() == Signal.KILL
                && spec.target().leaderOf().filter(EtcdMember.ELECTION::equals).isPresent();
    }

    @Override
    public Strike prepare(Proposal proposal, Loop loop) {
        var pods = new TargetFinder(cluster, loop).find(spec.target(), seed);
        var leadership = Leadership.now(cluster, loop);
        Unchanged.require(
                proposal,
                pods.stream().map(pod -> Victim.target(pod, leadership)).toList());
        if (spec.mode() == Kill.Mode.SIGNAL) {
            var led = led(pods, leadership);
            return new SignalStrike(
                    cluster,
                    Victim.find(cluster, pods, led, loop),
                    spec.signal(),
                    Incumbent.of(
                            spec.target(),
                            pods.get(0).object(),
                            pods.get(0).node(),
                            cluster,
                            election -> held(election, led, pods.get(0))));
        }
        return new RemovalStrike(cluster, pods, spec.mode());
    }

    private void requireReachable(Pod pod) {
        if (pod.mirror() && spec.mode() != Kill.Mode.SIGNAL) {
            throw new FaultException(
                    FaultException.Kind.UNSUPPORTED,
                    "%s is the mirror of a static pod: to %s it ends no process, the kubelet only posts it again. Leave out `mode`, and its process gets a signal"
                            .formatted(pod.object(), spec.mode().name().toLowerCase(java.util.Locale.ROOT)));
        }
        if (spec.mode() == Kill.Mode.SIGNAL && pod.containerId().isEmpty()) {
            throw new FaultException(
                    FaultException.Kind.NO_TARGET, pod.object() + " has no container to be killed: it is not running");
        }
    }

    private String summary(List<Pod> pods) {
        String deed = switch (spec.mode()) {
            case SIGNAL -> "SIG" + spec.signal() + " to ";
            case EVICT -> "evict ";
            case DELETE -> "delete ";
        };
        return deed + pods.stream().map(pod -> pod.name() + " on " + pod.node()).collect(Collectors.joining(", "));
    }

    private static Impact impact(List<Pod> pods, List<LeaseRecord> elections) {
        return new Impact(
                pods.stream().map(Pod::node).collect(Collectors.toSet()),
                pods.stream()
                        .map(pod -> Loss.ended(pod.component(), pod.title(), pod.node()))
                        .collect(Collectors.toSet()),
                elections.stream().map(record -> record.election().title()).collect(Collectors.toSet()),
                false,
                Set.of(),
                pods.stream().map(Pod::namespace).collect(Collectors.toSet()));
    }

    private List<Right> rights(List<String> namespaces) {
        return switch (spec.mode()) {
            case SIGNAL -> Victim.rights(cluster);
            case EVICT -> removal(namespaces, namespace -> new Right("create", "", "pods/eviction", namespace));
            case DELETE -> removal(namespaces, namespace -> new Right("delete", "", "pods", namespace));
        };
    }

    /** The deed, and reading whether the pod is gone. */
    private static List<Right> removal(List<String> namespaces, Function<String, Right> deed) {
        return namespaces.stream()
                .flatMap(namespace -> Stream.of(
                        deed.apply(namespace),
                        new Right("get", "", "pods", namespace),
                        new Right("list", "", "pods", namespace)))
                .toList();
    }

    private List<String> notes(List<Pod> pods, Loop loop) {
        List<String> notes = new ArrayList<>();
        if (spec.target() instanceof Selector.Leader leader) {
            notes.add("who leads " + leader.election() + " is looked up again right before the signal");
        }
        pods.stream()
                .filter(pod -> spec.mode() == Kill.Mode.SIGNAL)
                .map(pod -> pod.object() + ": container " + RestartEvidence.brief(pod.containerId()) + " gets SIG"
                        + spec.signal())
                .forEach(notes::add);
        if (spec.mode() == Kill.Mode.SIGNAL) {
            notes.add(Victim.ways(cluster, pods.stream().map(Pod::node).collect(Collectors.toSet())));
        }
        if (killsEtcdLeader()) {
            notes.add(SeenEtcd.now(cluster, loop).words(false));
        }
        return notes;
    }

    static Map<String, String> details(List<Pod> pods) {
        return Map.of("containers", pods.stream().map(Pod::containerId).collect(Collectors.joining(",")));
    }
}
