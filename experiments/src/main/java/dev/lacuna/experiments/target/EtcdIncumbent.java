package dev.lacuna.experiments.target;

import dev.lacuna.engine.fault.FaultException;
import dev.lacuna.engine.fault.Proof;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.engine.time.Stopped;
import dev.lacuna.experiments.controlplane.ControlPlane;
import dev.lacuna.experiments.controlplane.EtcdMember;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Leads etcd. There is no record to be read, and to ask takes some tenths of a second; so the members are asked again afterwards. A leader that was hit is followed by a later term
 * (each election has its own, etcd-io/raft raft.go); where the term is still the same, it was a follower.
 */
final class EtcdIncumbent implements Incumbent {
    private static final Duration LOOK = Duration.ofSeconds(20);

    /** An election takes 1.0 to 1.9 s by default, and as long again each time that it is tied. */
    private static final Duration ELECTED = Duration.ofSeconds(15);

    private static final Duration PAUSE = Duration.ofMillis(500);
    private final ControlPlane cluster;
    private final String node;
    private long term;

    /** @param node of the member that leads */
    EtcdIncumbent(ControlPlane cluster, String node) {
        this.cluster = cluster;
        this.node = node;
    }

    @Override
    public void look(Loop loop) {
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
        term = leader.get().term();
    }

    @Override
    public void requireInOffice() {
        // To ask would take longer than it may: what changed since the look is found out afterwards.
    }

    @Override
    public void release(Loop loop) {
        // Nothing goes on.
    }

    @Override
    public Optional<Proof> deposed(Loop loop) {
        long until = loop.now() + ELECTED.toNanos();
        var last = "etcd's members could not be asked who leads";
        while (true) {
            try {
                var leader = leader(loop.await(cluster.etcd(Set.of(node)), LOOK, "ask etcd for its members"));
                if (leader.isPresent()) {
                    return Optional.of(judge(leader.get()));
                }
                last = "no member of etcd led";
            } catch (Stopped e) {
                throw e;
            } catch (RuntimeException e) {
                last = "etcd's members could not be asked who leads: " + e.getMessage();
            }
            if (loop.now() >= until) {
                return Optional.of(Proof.missing(List.of(last + ", " + ELECTED.toSeconds() + " s after the deed")));
            }
            loop.sleep(PAUSE);
        }
    }

    private Proof judge(EtcdMember leader) {
        return leader.term() > term
                ? Proof.held(List.of("etcd on %s led in term %d; then the one on %s in term %d"
                        .formatted(node, term, leader.node(), leader.term())))
                : Proof.missed(List.of(
                        "etcd on %s did not lead any more when it was hit: the one on %s leads in the same term %d"
                                .formatted(node, leader.node(), leader.term())));
    }

    /** Whom a majority of the voters follows. */
    private static Optional<EtcdMember> leader(List<EtcdMember> members) {
        return members.stream().filter(member -> member.elected(members)).findFirst();
    }
}
