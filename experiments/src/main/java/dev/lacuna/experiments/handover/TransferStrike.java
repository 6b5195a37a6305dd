package dev.lacuna.experiments.handover;

import dev.lacuna.engine.fault.Injection;
import dev.lacuna.engine.fault.Intent;
import dev.lacuna.engine.fault.Momentary;
import dev.lacuna.engine.fault.Proof;
import dev.lacuna.engine.time.Interval;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.engine.time.Stopped;
import dev.lacuna.experiments.controlplane.ControlPlane;
import dev.lacuna.experiments.controlplane.EtcdMember;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Commands etcd's leader to hand over. Proved by what the members say of themselves afterwards, asked for in another pod than that of the deed: a majority of the voters
 * follows the transferee, in a later term.
 */
final class TransferStrike implements Momentary {
    /** The command's own limit is 4 s, within 6 s for the way to the pod and back. */
    private static final Duration CALL = Duration.ofSeconds(10);

    /** Without a leader etcd would elect one within 1.9 s, by default; once more if that was tied. */
    private static final Duration PROOF = Duration.ofSeconds(10);

    private static final Duration PAUSE = Duration.ofMillis(250);
    private final ControlPlane cluster;
    private final Transfer transfer;
    private @Nullable Interval done;

    TransferStrike(ControlPlane cluster, Transfer transfer) {
        this.cluster = cluster;
        this.transfer = transfer;
    }

    @Override
    public Intent intent() {
        return new Intent(
                transfer.toString(),
                List.of(),
                "nothing to end: etcd takes proposals again when another one leads, or after an election timeout",
                Map.of(
                        "leader",
                        transfer.from().id(),
                        "transferee",
                        transfer.to().id()),
                Duration.ZERO);
    }

    /** The leader ceases to take proposals, and then to lead, between the command and its acknowledgement; more than that nobody tells. */
    @Override
    public Injection inject(Loop loop) {
        var at = loop.await(cluster.transfer(transfer.pod(), transfer.to()), CALL, transfer.toString());
        done = at;
        return new Injection(at, at);
    }

    @Override
    public Proof confirm(Loop loop) {
        List<String> evidence = new ArrayList<>();
        if (done != null) {
            evidence.add("`etcdctl move-leader` in %s was acknowledged within %d ms"
                    .formatted(transfer.pod().object(), (done.upper() - done.lower()) / 1_000_000));
        }
        long until = loop.now() + PROOF.toNanos();
        Seen seen = look(loop);
        while (seen.leader().isEmpty() && loop.now() < until) {
            loop.sleep(PAUSE);
            seen = look(loop);
        }
        evidence.add(seen.words());
        if (seen.leader().isEmpty()) {
            return Proof.missing(evidence);
        }
        boolean held = seen.leader().get().id().equals(transfer.to().id());
        return held ? Proof.held(evidence) : Proof.missed(evidence);
    }

    /**
     * What etcd shows.
     *
     * @param leader whom a majority of the voters follows in a later term than before
     */
    private record Seen(Optional<EtcdMember> leader, String words) {}

    /** Members that can't be asked now are asked again: their API servers may be the ones that have to wait for a leader. */
    private Seen look(Loop loop) {
        try {
            var members =
                    loop.await(cluster.etcd(Set.of(transfer.pod().node())), Transfer.LOOK, "ask etcd for its members");
            return seen(members.stream().filter(EtcdMember::voter).toList());
        } catch (Stopped e) {
            throw e;
        } catch (RuntimeException e) {
            return new Seen(Optional.empty(), "etcd's members could not be asked who leads: " + e.getMessage());
        }
    }

    private Seen seen(List<EtcdMember> voters) {
        var before = transfer.from();
        var leader = voters.stream()
                .filter(voter -> voter.elected(voters) && voter.term() > before.term())
                .findFirst();
        return new Seen(
                leader,
                leader.map(found ->
                                "%s (%s) leads in term %d, by the word of %s, asked for in another pod; before, %s (%s) led in term %d"
                                        .formatted(
                                                found.name(),
                                                found.id(),
                                                found.term(),
                                                String.join(", ", followers(found, voters)),
                                                before.name(),
                                                before.id(),
                                                before.term()))
                        .orElseGet(() -> "no majority follows another leader %d s later: %s"
                                .formatted(PROOF.toSeconds(), voters)));
    }

    private static List<String> followers(EtcdMember leader, List<EtcdMember> voters) {
        return leader.followers(voters).stream().map(EtcdMember::name).sorted().toList();
    }
}
