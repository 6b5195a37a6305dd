package dev.lacuna.experiments.rehearsal.etcd;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a member's API server has asked it. While there is no leader, raft takes no proposals: they wait (etcd-io/raft node.go, "lost leader"). A read that a leader has not answered goes to
 * the next one; a write is lost with its leader (etcd-io/etcd server/etcdserver/v3_server.go, linearizableReadLoop).
 */
final class Asked {
    private final Member self;
    private final ArrayDeque<Request> heldBack = new ArrayDeque<>();
    private final Set<Request> reads = new LinkedHashSet<>();

    Asked(Member self) {
        this.self = self;
    }

    void holdBack(Collection<Request> requests) {
        heldBack.addAll(requests);
    }

    /** Hands a request to the leader, now or when there is one. */
    void route(Request request) {
        var leader = self.leader();
        if (!self.listens() || leader.isEmpty()) {
            heldBack.add(request);
        } else {
            if (!request.write && leader.get() != self) {
                reads.add(request);
            }
            self.pass(request, leader.get());
        }
    }

    /** There is another leader, whom all that waits goes to, as long as he leads. */
    void routeAll() {
        while (!heldBack.isEmpty() && self.leader().isPresent()) {
            route(heldBack.remove());
        }
        if (self.leader().isPresent()) {
            var unanswered = List.copyOf(reads);
            reads.clear();
            unanswered.forEach(read -> route(read.again()));
        }
    }

    void answered(Request request) {
        reads.remove(request);
    }

    /** The process is gone, and with it all that was asked. */
    void clear() {
        heldBack.clear();
        reads.clear();
    }
}
