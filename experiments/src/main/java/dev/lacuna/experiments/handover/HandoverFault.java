package dev.lacuna.experiments.handover;

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
import dev.lacuna.experiments.controlplane.LeaseRecord;
import dev.lacuna.experiments.controlplane.Pod;
import dev.lacuna.experiments.controlplane.Signal;
import dev.lacuna.experiments.process.Victim;
import dev.lacuna.experiments.target.Leadership;
import dev.lacuna.experiments.target.TargetFinder;
import dev.lacuna.experiments.target.Unchanged;
import dev.lacuna.experiments.timer.Ousting;
import dev.lacuna.experiments.timer.SeenElections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds who leads, says what would be done about it, and makes the strike. */
final class HandoverFault implements Fault {
    private final Handover spec;
    private final ControlPlane cluster;

    HandoverFault(Handover spec, ClusterKind.Order order) {
        this.spec = spec;
        this.cluster = order.cluster();
    }

    /** Those to write a lease are known when its namespace is. */
    @Override
    public List<Right> rights() {
        return spec.how() == How.LEASE ? List.of() : Victim.rights(cluster);
    }

    @Override
    public Proposal propose(Loop loop) {
        var finder = new TargetFinder(cluster, loop);
        var record = finder.record(spec.election());
        var leader = finder.holder(record);
        requirePossible(record, leader);
        return new Proposal(
                "%s handover of %s from %s".formatted(spec.how().word(), record.election(), record.host()),
                List.of(Victim.target(leader, Leadership.now(cluster, loop))),
                impact(record, leader),
                rights(record),
                Set.of(spec.election()),
                notes(leader));
    }

    @Override
    public List<TimerBound> bounds(Proposal proposal, Loop loop) {
        var ousting = switch (spec.how()) {
            case CRASH, CERTAIN -> Ousting.KEPT;
            case GRACEFUL -> SeenElections.bySigterm(spec.election());
            case LEASE -> Ousting.FOREIGN;
            case TRANSFER -> throw elsewhere();
        };
        Set<String> hit = proposal.targets().stream().map(Target::object).collect(Collectors.toSet());
        boolean alone = ousting != Ousting.FOREIGN && SeenElections.alone(spec.election(), hit, cluster, loop);
        return SeenElections.now(cluster, loop).bound(spec.election(), ousting, alone).stream()
                .toList();
    }

    @Override
    public Strike prepare(Proposal proposal, Loop loop) {
        var finder = new TargetFinder(cluster, loop);
        var record = finder.record(spec.election());
        var leader = finder.holder(record);
        Unchanged.require(proposal, List.of(Victim.target(leader, Leadership.now(cluster, loop))));
        if (spec.how() == How.LEASE) {
            return new LeaseStrike(cluster, record);
        }
        var victim =
                Victim.find(cluster, List.of(leader), List.of(record), loop).get(0);
        return switch (spec.how()) {
            case CRASH -> new ProcessStrike(cluster, victim, record, Signal.KILL);
            case GRACEFUL -> new ProcessStrike(cluster, victim, record, Signal.TERM);
            case CERTAIN -> new CertainStrike(cluster, victim, record);
            case LEASE, TRANSFER -> throw elsewhere();
        };
    }

    private static IllegalStateException elsewhere() {
        return new IllegalStateException("has no victim, and is made elsewhere");
    }

    private List<String> notes(Pod leader) {
        return spec.how() == How.LEASE
                ? List.of(spec.how().note())
                : List.of(spec.how().note(), Victim.ways(cluster, Set.of(leader.node())));
    }

    private void requirePossible(LeaseRecord record, Pod leader) {
        if (record.coordinated() && spec.how() == How.LEASE) {
            throw new FaultException(
                    FaultException.Kind.UNSUPPORTED,
                    record.election()
                            + " is a coordinated election (KEP-4355): candidates never take an expired record"
                            + " themselves. Use how: crash, graceful or certain");
        }
        if (record.election().lock() != ElectionId.Lock.LEASE && spec.how() == How.LEASE) {
            throw new FaultException(
                    FaultException.Kind.UNSUPPORTED,
                    record.election() + " keeps its record in an annotation; how: lease can only write leases");
        }
        if (spec.how() != How.LEASE && leader.containerId().isEmpty()) {
            throw new FaultException(
                    FaultException.Kind.NO_TARGET,
                    leader.object() + " leads " + record.election() + " but has no running container");
        }
    }

    private Impact impact(LeaseRecord record, Pod leader) {
        Set<Loss> losses = spec.how() == How.LEASE
                ? Set.of()
                : Set.of(Loss.ended(leader.component(), leader.title(), leader.node()));
        return new Impact(
                Set.of(leader.node()),
                losses,
                Set.of(record.election().title()),
                false,
                Set.of(),
                Set.of(leader.namespace()));
    }

    private List<Right> rights(LeaseRecord record) {
        String namespace = record.election().namespace();
        return spec.how() == How.LEASE
                ? List.of(
                        new Right("get", "coordination.k8s.io", "leases", namespace),
                        new Right("update", "coordination.k8s.io", "leases", namespace))
                : Victim.rights(cluster);
    }
}
