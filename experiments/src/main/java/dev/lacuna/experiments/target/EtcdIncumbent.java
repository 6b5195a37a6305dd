package dev.lacuna.experiments.target;

import dev.lacuna.engine.explanation.Milestone;
import dev.lacuna.engine.fault.FaultException;
import dev.lacuna.engine.fault.Proof;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.controlplane.ControlPlane;
import dev.lacuna.experiments.controlplane.EtcdMember;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Leads etcd. There is no record to be read, and to ask takes some tenths of a second; so the members are asked again afterwards. A leader that was hit is followed by a later term
 * (each election has its own, etcd-io/raft raft.go); where the term is still the same, it was a follower.
 */
final class EtcdIncumbent implements Incumbent {
    private static final Duration LOOK = Duration.ofSeconds(20);
    private final ControlPlane cluster;
    private final String node;
    private @Nullable EtcdMember old;
    private long led;
    private @Nullable Succession succession;

    /** @param node of the member that leads */
    EtcdIncumbent(ControlPlane cluster, String node) {
        this.cluster = cluster;
        this.node = node;
    }

    @Override
    public void look(Loop loop) {
        led = loop.now();
        var members = loop.await(cluster.etcd(Set.of()), LOOK, "ask etcd for its members");
        var leader = leader(members);
        if (leader.filter(member -> member.node().equals(node)).isEmpty()) {
            throw new FaultException(
                    FaultException.Kind.TARGET_CHANGED,
                    "etcd on %s was chosen because it led; right before the deed %s, so nothing was done"
                            .formatted(
                                    node,
                                    leader.map(member ->
                                                    "the one on " + member.node() + " led, in term " + member.term())
                                            .orElse("none led")));
        }
        old = leader.get();
    }

    @Override
    public void requireInOffice() {
        // To ask would take longer than it may: what changed since the look is found out afterwards.
    }

    @Override
    public void watchSuccession(Loop loop) {
        if (succession == null && old != null) {
            succession = new Succession(cluster, old, led, loop);
        }
    }

    @Override
    public void release(Loop loop) {
        if (succession != null) {
            succession.close();
        }
    }

    @Override
    public Optional<Proof> deposed(Loop loop) {
        watchSuccession(loop);
        return Optional.ofNullable(succession).map(own -> own.proof(LOOK));
    }

    @Override
    public List<Milestone> milestones() {
        return succession == null ? List.of() : succession.milestone().stream().toList();
    }

    /** Whom a majority of the voters follows. */
    private static Optional<EtcdMember> leader(List<EtcdMember> members) {
        return members.stream().filter(member -> member.elected(members)).findFirst();
    }
}
