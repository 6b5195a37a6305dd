package dev.lacuna.experiments.rehearsal.etcd;

import dev.lacuna.experiments.rehearsal.machine.Machine;
import dev.lacuna.experiments.rehearsal.model.EtcdModel;
import dev.lacuna.experiments.rehearsal.wire.Wire;
import dev.lacuna.experiments.rehearsal.witness.Happening;
import dev.lacuna.experiments.rehearsal.witness.Happenings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** All members of one etcd cluster. */
public final class Ring {
    static final int PEER_PORT = 2380;
    final EtcdModel model;
    final Wire wire;
    final RandomGenerator chance;
    final Store store = new Store();
    private final List<Member> members = new ArrayList<>();
    private final List<Long> losses = new ArrayList<>();
    private final Happenings happenings;
    private boolean lost;
    private String led = "";
    long sequence;

    public Ring(EtcdModel model, Wire wire, RandomGenerator chance, Happenings happenings) {
        this.model = model;
        this.wire = wire;
        this.chance = chance;
        this.happenings = happenings;
    }

    /** Adds a voter; all before the first begins. */
    public Member add(Machine machine) {
        var member = new Member(this, machine, members.size(), "%016x".formatted(chance.nextLong() | 1L << 60));
        members.add(member);
        return member;
    }

    public List<Member> members() {
        return members;
    }

    public Store store() {
        return store;
    }

    /** Makes one of the members the leader, as after a long time. */
    public void settle() {
        members.get(chance.nextInt(members.size())).leadAtOnce();
    }

    int quorum() {
        return members.size() / 2 + 1;
    }

    /** The leader that a quorum follows. */
    public Optional<Member> leader() {
        return members.stream()
                .filter(member -> member.leads() && followers(member) >= quorum())
                .findFirst();
    }

    private long followers(Member leader) {
        return members.stream()
                .filter(member ->
                        member.alive() && member.leader().filter(leader::equals).isPresent())
                .count();
    }

    /** To be called whenever a member came, went, or was cut off: notes when no quorum was left. */
    public void look() {
        boolean now = members.stream().noneMatch(this::inQuorum);
        if (now && !lost) {
            losses.add(members.get(0).now());
        }
        if (now != lost) {
            happenings.happened(now ? Happening.Kind.QUORUM_LOST : Happening.Kind.QUORUM_BACK, "", "etcd");
        }
        lost = now;
        lookWhoLeads();
    }

    /** To be called whenever a member may have come to follow another one, or none. */
    void lookWhoLeads() {
        String now = leader().map(member -> member.machine().name()).orElse("");
        if (!now.equals(led)) {
            led = now;
            happenings.happened(Happening.Kind.ETCD_LED, now, "etcd");
        }
    }

    private boolean inQuorum(Member member) {
        return member.alive()
                && members.stream()
                                .filter(other -> other.equals(member) || (other.alive() && member.reaches(other)))
                                .count()
                        >= quorum();
    }

    /** When the quorum was lost, each time. */
    public List<Long> quorumLosses() {
        return List.copyOf(losses);
    }
}
