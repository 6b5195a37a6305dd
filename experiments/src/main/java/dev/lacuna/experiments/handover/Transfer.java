package dev.lacuna.experiments.handover;

import dev.lacuna.engine.fault.FaultException;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.controlplane.ControlPlane;
import dev.lacuna.experiments.controlplane.EtcdMember;
import dev.lacuna.experiments.controlplane.Pod;
import dev.lacuna.experiments.target.Lots;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/**
 * A change of etcd's leader, as it would come about now.
 *
 * @param pod of the leader
 * @param to the transferee
 */
record Transfer(EtcdMember from, Pod pod, EtcdMember to) {
    /** A look at etcd is a command in up to three pods, one after the other. */
    static final Duration LOOK = Duration.ofSeconds(30);

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /**
     * Finds the leader, and draws one of the healthy voters beside it.
     *
     * @throws FaultException when there is no leader that is a pod here, or nobody to transfer to
     */
    static Transfer find(ControlPlane cluster, long seed, Loop loop) {
        var members = loop.await(cluster.etcd(), LOOK, "ask etcd for its members");
        var leader = members.stream()
                .filter(member -> member.voter() && member.leader())
                .max(Comparator.comparingLong(EtcdMember::term))
                .orElseThrow(() -> new FaultException(
                        FaultException.Kind.NO_LEADER, "nobody leads etcd now: no member takes itself for the leader"));
        return new Transfer(leader, pod(leader, cluster, loop), transferee(leader, members, seed));
    }

    private static EtcdMember transferee(EtcdMember leader, List<EtcdMember> members, long seed) {
        var lots = new Lots(seed);
        var others = members.stream()
                .filter(member -> member.voter() && !member.equals(leader))
                .toList();
        if (others.isEmpty()) {
            throw new FaultException(
                    FaultException.Kind.NO_TARGET,
                    "etcd has no voter beside its leader %s, and nobody to transfer the leadership to"
                            .formatted(leader.name()));
        }
        return others.stream()
                .filter(EtcdMember::healthy)
                .min(Comparator.comparingLong(member -> lots.of(member.name())))
                .orElseThrow(() -> new FaultException(
                        FaultException.Kind.UNSAFE,
                        "no voter of etcd beside its leader %s is healthy: nobody could lead"
                                .formatted(leader.name())));
    }

    /** A member whose addresses are no node's may still bear the name of the node that runs it: kubeadm names it so. */
    private static Pod pod(EtcdMember leader, ControlPlane cluster, Loop loop) {
        String node = leader.node().isEmpty() ? leader.name() : leader.node();
        return loop.await(cluster.members(), PATIENCE, "list the control plane's pods").stream()
                .filter(pod -> pod.component().equals(EtcdMember.ELECTION)
                        && pod.node().equals(node))
                .findFirst()
                .orElseThrow(() -> new FaultException(
                        FaultException.Kind.NO_TARGET,
                        "etcd's leader %s (%s) is no pod of this cluster, so no command can be given in it"
                                .formatted(leader.name(), leader.id())));
    }

    @Override
    public String toString() {
        return "transfer of etcd's leadership from %s to %s".formatted(from.name(), to.name());
    }
}
