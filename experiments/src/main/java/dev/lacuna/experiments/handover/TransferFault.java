package dev.lacuna.experiments.handover;

import dev.lacuna.engine.fault.Fault;
import dev.lacuna.engine.fault.Impact;
import dev.lacuna.engine.fault.Proposal;
import dev.lacuna.engine.fault.Right;
import dev.lacuna.engine.fault.Strike;
import dev.lacuna.engine.fault.Target;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.ClusterKind;
import dev.lacuna.experiments.controlplane.ControlPlane;
import dev.lacuna.experiments.controlplane.EtcdMember;
import dev.lacuna.experiments.target.Unchanged;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Has etcd's leader hand over to a voter that the seed draws. No process ends, and no node is touched. */
final class TransferFault implements Fault {
    private static final List<Right> COMMAND = List.of(
            new Right("get", "", "pods/exec", "kube-system"), new Right("create", "", "pods/exec", "kube-system"));

    private final ControlPlane cluster;
    private final long seed;

    TransferFault(ClusterKind.Order order) {
        this.cluster = order.cluster();
        this.seed = order.seed();
    }

    @Override
    public List<Right> rights() {
        return COMMAND;
    }

    @Override
    public Proposal propose(Loop loop) {
        var transfer = Transfer.find(cluster, seed, loop);
        return new Proposal(
                transfer.toString(),
                List.of(leader(transfer)),
                impact(transfer),
                COMMAND,
                Set.of(),
                List.of(
                        How.TRANSFER.note(),
                        "who leads etcd is looked up again right before; the transferee is drawn by the seed among the healthy voters that don't lead"));
    }

    private static Target leader(Transfer transfer) {
        var pod = transfer.pod();
        return new Target(
                pod.object(),
                pod.node(),
                "",
                Map.of("leads", EtcdMember.ELECTION, "transferee", transfer.to().name()));
    }

    /** Nothing is taken away. That the other node's member comes to lead is done to that node, too. */
    private static Impact impact(Transfer transfer) {
        return new Impact(
                Stream.of(transfer.pod().node(), transfer.to().node())
                        .filter(node -> !node.isEmpty())
                        .collect(Collectors.toSet()),
                Set.of(),
                Set.of(EtcdMember.ELECTION),
                false,
                Set.of(),
                Set.of(transfer.pod().namespace()));
    }

    @Override
    public Strike prepare(Proposal proposal, Loop loop) {
        var transfer = Transfer.find(cluster, seed, loop);
        Unchanged.require(proposal, List.of(leader(transfer)));
        return new TransferStrike(cluster, transfer);
    }
}
