package dev.lacuna.experiments.rehearsal.etcd;

import org.jspecify.annotations.Nullable;

/**
 * How a member stands for election: after a silence of 10 to 19 heartbeats (etcd-io/raft raft.go, randomizedElectionTimeout, in ticks of one heartbeat), first asking whether it would
 * be voted for (pre-vote, on by default), then for the votes.
 */
final class Ballot {
    private final Member self;
    private long deadline;
    private boolean watching;
    private boolean standing;
    private int round;
    private int grants;
    private long votedIn;
    private @Nullable Member votedFor;

    Ballot(Member self) {
        this.self = self;
    }

    /** A leader was heard of, or a vote was given: the silence begins anew. */
    void reset() {
        deadline = self.now() + timeout();
        if (!watching) {
            watching = true;
            self.after(deadline - self.now(), this::look);
        }
    }

    private long timeout() {
        var model = self.ring().model;
        long tick = model.heartbeat().toNanos();
        long least = model.election().toNanos() / tick;
        long drawn = least + self.ring().chance.nextLong(least);
        return drawn * tick - self.ring().chance.nextLong(tick);
    }

    void withdraw() {
        standing = false;
        round++;
        if (!self.listens()) {
            watching = false;
        }
    }

    private void look() {
        if (self.leads()) {
            watching = false;
            return;
        }
        if (self.now() >= deadline) {
            deadline = self.now() + timeout();
            stand();
        }
        self.after(Math.max(1, deadline - self.now()), this::look);
    }

    private void stand() {
        self.stepDown();
        standing = true;
        int now = ++round;
        grants = self.bit();
        long next = self.term() + 1;
        long log = self.stored();
        self.peers().forEach(peer -> self.send(peer, () -> peer.ballot().asked(self, next, log, now)));
        if (won()) {
            ask(false);
        }
    }

    /** Would it vote so? Promises nothing. */
    private void asked(Member candidate, long term, long log, int inRound) {
        if (term > self.term() && log >= self.stored() && !self.content()) {
            self.send(
                    candidate,
                    () -> candidate
                            .ballot()
                            .granted(self, inRound, () -> candidate.ballot().ask(false)));
        }
    }

    /** The leader wants this member to take over (etcd-io/raft, MsgTimeoutNow): no pre-vote, and voters need not be discontent. */
    void force() {
        standing = true;
        ask(true);
    }

    private void ask(boolean forced) {
        int now = ++round;
        long term = self.term() + 1;
        self.term(term);
        votedIn = term;
        votedFor = self;
        grants = self.bit();
        long log = self.stored();
        self.peers().forEach(peer -> self.send(peer, () -> peer.ballot().vote(self, term, log, now, forced)));
        if (won()) {
            win();
        }
    }

    private void vote(Member candidate, long term, long log, int inRound, boolean forced) {
        if (term <= self.term() || log < self.stored() || (!forced && self.content())) {
            return;
        }
        self.term(term);
        self.stepDown();
        standing = false;
        if (votedIn < term) {
            votedIn = term;
            votedFor = candidate;
        }
        if (candidate.equals(votedFor)) {
            self.send(candidate, () -> candidate.ballot().granted(self, inRound, candidate.ballot()::win));
        }
    }

    private void granted(Member by, int inRound, Runnable elected) {
        if (!standing || inRound != round) {
            return;
        }
        boolean before = won();
        grants |= by.bit();
        if (!before && won()) {
            elected.run();
        }
    }

    private boolean won() {
        return Integer.bitCount(grants) >= self.ring().quorum();
    }

    private void win() {
        standing = false;
        self.win();
    }
}
