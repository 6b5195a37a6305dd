package dev.lacuna.experiments.target;

import dev.lacuna.engine.explanation.Milestone;
import dev.lacuna.engine.fault.Proof;
import dev.lacuna.engine.time.Answers;
import dev.lacuna.engine.time.Interval;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.controlplane.ControlPlane;
import dev.lacuna.experiments.controlplane.EtcdMember;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Who follows a leader of etcd that was hit. Members are asked again and again, until a majority of the voters follows another one. Made on the run's thread; answers are taken on
 * the loop.
 */
final class Succession {
    /** An election takes 1.0 to 1.9 s by default, and as long again each time that it is tied. */
    private static final Duration ELECTED = Duration.ofSeconds(15);

    private static final Duration PAUSE = Duration.ofMillis(500);
    private final ControlPlane cluster;
    private final EtcdMember old;
    private final Loop loop;
    private final long until;
    private final CompletableFuture<Optional<Seen>> over = new CompletableFuture<>();
    private long notBefore;
    private volatile String last = "etcd's members could not be asked who leads";

    /**
     * Another leader.
     *
     * @param at from a moment at which no majority followed another one than the old, to one at which the answer was there
     */
    private record Seen(EtcdMember leader, Interval at) {}

    /** @param led a moment, before the deed, at which {@code old} led */
    Succession(ControlPlane cluster, EtcdMember old, long led, Loop loop) {
        this.cluster = cluster;
        this.old = old;
        this.notBefore = led;
        this.loop = loop;
        this.until = loop.now() + ELECTED.toNanos();
        loop.post(this::ask);
    }

    private void ask() {
        if (over.isDone()) {
            return;
        }
        long asked = loop.now();
        var unused = cluster.etcd(Set.of(old.node())).whenComplete((members, failure) -> {
            if (members == null) {
                last = "etcd's members could not be asked who leads: " + cause(failure);
                goOn();
            } else {
                take(members, asked);
            }
        });
    }

    private static @Nullable String cause(@Nullable Throwable failure) {
        return failure == null ? null : Answers.cause(failure).getMessage();
    }

    private void take(List<EtcdMember> members, long asked) {
        var leader = members.stream().filter(member -> member.elected(members)).findFirst();
        if (leader.filter(this::another).isPresent()) {
            over.complete(Optional.of(new Seen(leader.get(), new Interval(notBefore, loop.now()))));
            return;
        }
        last = leader.isPresent() ? "etcd on " + old.node() + " still led" : "no member of etcd led";
        if (noneFollowsAnother(members)) {
            notBefore = asked;
        }
        goOn();
    }

    private boolean another(EtcdMember leader) {
        return leader.term() > old.term() || !leader.node().equals(old.node());
    }

    /** By the word of a majority: who does not answer may follow one that nobody else knows of yet. */
    private boolean noneFollowsAnother(List<EtcdMember> members) {
        var voters = members.stream().filter(EtcdMember::voter).toList();
        var told = voters.stream().filter(voter -> voter.term() > 0).toList();
        return told.size() > voters.size() / 2
                && told.stream()
                        .allMatch(voter ->
                                voter.follows().isEmpty() || voter.follows().equals(old.id()));
    }

    private void goOn() {
        if (loop.now() < until) {
            loop.after(PAUSE, this::ask);
        } else {
            over.complete(Optional.empty());
        }
    }

    /** Ends the look. */
    void close() {
        loop.post(() -> over.complete(Optional.empty()));
    }

    /** Waits until it is over. */
    Proof proof(Duration look) {
        var found = loop.await(over::isDone, ELECTED.plus(look)) ? Answers.now(over) : Optional.<Seen>empty();
        return found.map(seen -> judge(seen.leader()))
                .orElseGet(() -> Proof.missing(List.of(last + ", " + ELECTED.toSeconds() + " s after the deed")));
    }

    private Proof judge(EtcdMember leader) {
        return leader.term() > old.term()
                ? Proof.held(List.of("etcd on %s led in term %d; then the one on %s in term %d"
                        .formatted(old.node(), old.term(), leader.node(), leader.term())))
                : Proof.missed(List.of(
                        "etcd on %s did not lead any more when it was hit: the one on %s leads in the same term %d"
                                .formatted(old.node(), leader.node(), leader.term())));
    }

    Optional<Milestone> milestone() {
        return over.isDone()
                ? Answers.now(over)
                        .filter(seen -> seen.leader().term() > old.term())
                        .map(seen -> new Milestone(
                                EtcdMember.ELECTION,
                                seen.at(),
                                "election timeout of etcd's followers, and their vote",
                                "asking etcd's members, until a majority followed another leader in a later term",
                                EtcdMember.NEXT_LEADER))
                : Optional.empty();
    }
}
