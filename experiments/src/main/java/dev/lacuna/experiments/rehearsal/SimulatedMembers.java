package dev.lacuna.experiments.rehearsal;

import dev.lacuna.experiments.controlplane.EtcdMember;
import dev.lacuna.experiments.rehearsal.etcd.Member;
import java.util.List;

/** The members of a simulated etcd as they tell of themselves. */
record SimulatedMembers(SimulatedCluster cluster) {

    List<EtcdMember> shown() {
        return cluster.ring().members().stream().map(this::shown).toList();
    }

    Member on(String node) {
        return cluster.ring().members().stream()
                .filter(member -> member.machine().name().equals(node))
                .findFirst()
                .orElseThrow();
    }

    private EtcdMember shown(Member member) {
        boolean alive = member.alive();
        var follows = member.leader().filter(leader -> alive);
        return new EtcdMember(
                member.machine().name(),
                member.id(),
                member.machine().name(),
                true,
                follows.isPresent() && follows.equals(cluster.ring().leader()),
                follows.map(Member::id).orElse(""),
                alive ? member.term() : 0,
                member.applied());
    }
}
