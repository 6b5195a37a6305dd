package dev.lacuna.experiments.controlplane;

import java.util.List;

/**
 * A member of etcd.
 *
 * @param id hex, as the command line takes it
 * @param node where it runs; empty for an external one
 * @param follows the ID of the member that it takes for the leader; empty where it knows none, or did not answer
 * @param term of the last election that it knows of; 0 where it did not answer
 */
public record EtcdMember(
        String name,
        String id,
        String node,
        boolean voter,
        boolean healthy,
        String follows,
        long term,
        long appliedIndex) {
    /** By this name scenarios and guards mean etcd's own election, which is kept in no lease. */
    public static final String ELECTION = "etcd";

    /** Whoever leads after one that was hit: in explanations what its first commit belongs to. */
    public static final String NEXT_LEADER = "etcd's next leader";

    /** Whether it takes itself for the leader. */
    public boolean leader() {
        return follows.equals(id);
    }

    /** Voters among these that take it for the leader in its own term, itself included if it does. */
    public List<EtcdMember> followers(List<EtcdMember> members) {
        return members.stream()
                .filter(member -> member.voter && member.follows.equals(id) && member.term == term)
                .toList();
    }

    /** Whether it leads, and a majority of the voters among these follows it. */
    public boolean elected(List<EtcdMember> members) {
        long voters = members.stream().filter(EtcdMember::voter).count();
        return voter && leader() && followers(members).size() > voters / 2;
    }
}
