package dev.lacuna.experiments.rehearsal.etcd;

import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A leader's handing over to another voter (etcd-io/raft raft.go, MsgTransferLeader and MsgTimeoutNow): the transferee stands at once, without pre-vote. Until another
 * one leads, or an election timeout has passed, the leader takes no proposals: its own fail at once, those that others have forwarded are lost. Reads wait instead;
 * etcd asks for them again (etcd-io/etcd server/etcdserver/v3_server.go).
 */
final class Handing {
    private final ArrayDeque<Request> reads = new ArrayDeque<>();
    private @Nullable Member transferee;

    boolean on() {
        return transferee != null;
    }

    /**
     * Sends the word, behind all that was sent to the transferee before.
     *
     * @param open what no quorum has taken yet: the transferee has it in its log by then, and goes on with it
     */
    void begin(Member leader, Member to, List<Request> open) {
        transferee = to;
        var inherited = List.copyOf(open);
        leader.send(to, () -> to.standAtOnce(inherited));
    }

    void turnAway(Request request, Member leader) {
        if (!request.write) {
            reads.add(request);
        } else if (request.origin == leader) {
            request.dropped.run();
        }
    }

    /** It came about or was given up; answers the reads that have waited. */
    List<Request> end() {
        transferee = null;
        var waited = List.copyOf(reads);
        reads.clear();
        return waited;
    }
}
