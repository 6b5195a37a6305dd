package dev.lacuna.experiments.rehearsal.etcd;

import dev.lacuna.engine.fault.FaultException;
import java.util.concurrent.CompletableFuture;

/** A command to a member to hand its leadership over, as etcdctl gives it in the member's pod. Lives on the loop. */
public final class Transfer {
    /** etcdctl's own limit, as Lacuna sets it. */
    private static final long LIMIT = 4_000_000_000L;

    private final Ring ring;
    private final Member leader;
    private final Member to;
    private final CompletableFuture<Void> answer = new CompletableFuture<>();
    private long begun;

    private Transfer(Ring ring, Member leader, Member to) {
        this.ring = ring;
        this.leader = leader;
        this.to = to;
    }

    /**
     * Sends the command.
     *
     * @return when the old leader, which looks once a heartbeat, knows the new one (etcd-io/etcd server/etcdserver/server.go, MoveLeader); fails with a
     *     {@link FaultException}
     */
    public static CompletableFuture<Void> send(Ring ring, Member leader, Member to) {
        var transfer = new Transfer(ring, leader, to);
        leader.machine().loop().at(leader.now() + ring.model.command().draw(ring.chance), transfer::begin);
        return transfer.answer;
    }

    private void begin() {
        begun = leader.now();
        if (leader.alive() && leader.leads()) {
            leader.transfer(to);
            look();
        } else {
            fail(FaultException.Kind.TARGET_CHANGED, "no leader endpoint given");
        }
    }

    private void look() {
        if (leader.leader().filter(to::equals).isPresent()) {
            answer.complete(null);
        } else if (leader.now() - begun >= LIMIT) {
            fail(FaultException.Kind.FAILED, "etcdserver: request timed out, leader transfer took too long");
        } else {
            long next = leader.now() + ring.model.heartbeat().toNanos();
            leader.machine().loop().at(next, this::look);
        }
    }

    private void fail(FaultException.Kind kind, String why) {
        answer.completeExceptionally(new FaultException(
                kind,
                "`etcdctl move-leader %s` in pod kube-system/etcd-%s: %s"
                        .formatted(to.id(), leader.machine().name(), why)));
    }
}
