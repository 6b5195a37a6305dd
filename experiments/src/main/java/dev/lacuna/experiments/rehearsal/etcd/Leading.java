package dev.lacuna.experiments.rehearsal.etcd;

import java.util.ArrayList;
import java.util.List;

/** What a member does while it leads: it takes requests and counts who has them, sends heartbeats and counts who answers, and may hand over. */
final class Leading {
    private final Member self;
    private final List<Request> open = new ArrayList<>();
    private final Handing handing = new Handing();
    private List<Request> inherited = List.of();
    private int active;
    private int ticks;

    Leading(Member self) {
        this.self = self;
    }

    /** The member has been elected, and nobody has answered it yet. */
    void reset() {
        active = 0;
        ticks = 0;
    }

    /** Goes on with what it inherited, and lets the others know. */
    void begin() {
        inherited.forEach(this::append);
        inherited = List.of();
        beat(self.term());
    }

    /** What a leader that hands over had taken, and no quorum yet. */
    void inherit(List<Request> unagreed) {
        inherited = unagreed;
    }

    /**
     * Requests that it had taken are lost, unless it has handed over.
     *
     * @return the reads that have waited for the next leader
     */
    List<Request> end() {
        open.clear();
        return handing.end();
    }

    void append(Request request) {
        if (handing.on()) {
            handing.turnAway(request, self);
            return;
        }
        request.sequence = ++self.ring().sequence;
        request.taken = self.bit();
        self.stored(request.sequence);
        open.add(request);
        send(request.sequence);
        agree();
    }

    private void send(long sequence) {
        long inTerm = self.term();
        long known = self.applied();
        self.peers().forEach(peer -> self.send(peer, () -> peer.appended(self, inTerm, sequence, known)));
    }

    void acknowledged(Member by, long inTerm, long sequence) {
        if (!self.leads() || inTerm != self.term()) {
            return;
        }
        active |= by.bit();
        if (open.isEmpty()) {
            return;
        }
        for (int i = 0; i < open.size(); i++) {
            var request = open.get(i);
            if (request.sequence <= sequence) {
                request.taken |= by.bit();
            }
        }
        agree();
    }

    private void agree() {
        while (!open.isEmpty()
                && Long.bitCount(open.get(0).taken) >= self.ring().quorum()) {
            agreed(open.remove(0));
        }
    }

    private void agreed(Request request) {
        if (request.agreed) {
            return;
        }
        request.agreed = true;
        Object result = request.work.get();
        self.learn(self.ring().store.revision());
        long known = self.applied();
        for (Member peer : self.peers()) {
            if (peer == request.origin) {
                self.send(peer, () -> {
                    peer.learn(known);
                    peer.answer(request, result);
                });
            } else if (request.write) {
                self.send(peer, () -> peer.learn(known));
            }
        }
        if (request.origin == self) {
            self.answer(request, result);
        }
    }

    /** An election timeout later it takes proposals again, if nothing came of the transfer. */
    void transfer(Member to) {
        ticks = 0;
        handing.begin(self, to, open);
    }

    /** Heartbeats; a leader that a quorum has not answered for a whole election timeout steps down (etcd-io/raft raft.go, CheckQuorum). */
    void beat(long inTerm) {
        if (!self.leads() || self.term() != inTerm) {
            return;
        }
        var model = self.ring().model;
        long period = model.heartbeat().toNanos();
        if (++ticks * period >= model.election().toNanos()) {
            if (Integer.bitCount(active | self.bit()) < self.ring().quorum()) {
                self.stepDown();
                return;
            }
            reset();
            handing.end().forEach(this::append);
        }
        send(self.stored());
        self.after(period, () -> beat(inTerm));
    }
}
