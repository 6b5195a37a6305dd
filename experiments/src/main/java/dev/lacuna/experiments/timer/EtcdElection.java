package dev.lacuna.experiments.timer;

import java.time.Duration;

/**
 * How long etcd is without a leader once nobody hears of the old one any more (etcd-io/raft raft.go: tickElection, randomizedElectionTimeout, Step with PreVote and
 * CheckQuorum).
 *
 * <p>A follower counts ticks of one heartbeat since it last heard of the leader, and stands at a number that it draws anew each time: from the election timeout to just
 * below twice that. Its ticks don't go with the leader's heartbeats, so it may stand up to one tick earlier; and the last heartbeat may be one heartbeat old when the leader
 * ends.
 *
 * @param heartbeat etcd's --heartbeat-interval
 * @param timeout etcd's --election-timeout
 * @param voters the old leader with them
 */
public record EtcdElection(Duration heartbeat, Duration timeout, int voters) {
    private static final String SOURCE = "etcd-io/raft raft.go: tickElection, randomizedElectionTimeout, CheckQuorum";

    /** What a message between members is taken to need: measured between nodes of one network (docs/rehearsal.md, `etcd.peer`). */
    private static final Duration MESSAGE = Duration.ofMillis(1);

    public EtcdElection {
        if (heartbeat.isZero() || timeout.compareTo(heartbeat.multipliedBy(5)) < 0 || voters < 1) {
            throw new IllegalArgumentException(
                    "etcd needs an election timeout of 5 heartbeats at least and a voter, found %s, %s, %d"
                            .formatted(timeout, heartbeat, voters));
        }
    }

    /** 100 ms and 1 s: etcd-io/etcd server/embed/config.go. */
    public static EtcdElection standard(int voters) {
        return new EtcdElection(Duration.ofMillis(100), Duration.ofSeconds(1), voters);
    }

    /** In seconds, from the leader's end to the next one: at least. */
    public double least() {
        return LeaseTimers.seconds(timeout.minus(heartbeat.multipliedBy(2)));
    }

    /** The same, at most, unless votes are split; without the messages themselves. */
    public double mostUnlessTied() {
        return LeaseTimers.seconds(timeout.multipliedBy(2).minus(heartbeat));
    }

    /** What each tie adds, at least: those that stood wait anew. The most is {@link #mostUnlessTied}. */
    public double leastOfTie() {
        return LeaseTimers.seconds(timeout.minus(heartbeat));
    }

    /**
     * The share of elections, at most, in which a second follower stands before it hears of the first: then each may vote for itself, and nobody is elected. With three voters such
     * an election is tied, with more of them the others may decide it.
     */
    public double tied() {
        double apart = 1 - (double) MESSAGE.toNanos() / timeout.toNanos();
        return 1 - StrictMath.pow(apart, voters - 1);
    }

    /** A leader that hears of no quorum gives up at its second check at the latest, in seconds. */
    public double mostUntilOldGivesUp() {
        return LeaseTimers.seconds(timeout.multipliedBy(2));
    }

    /** Whether the others are enough to elect one. */
    public boolean possible() {
        return voters > 2;
    }

    /** What becomes of etcd without this leader, for `plan`. */
    public String words(boolean cutOff) {
        if (!possible()) {
            return "etcd elects no other leader: of %d voters too few are left (%s)".formatted(voters, SOURCE);
        }
        return ("etcd has another leader after %s to %s s%s. Not bounded by that: ties, in at most 1 of %d elections, of which each adds %s to %s s"
                        + " (%s; heartbeat of %d ms and election timeout of %d ms assumed: etcd-io/etcd server/embed/config.go; messages of %d ms)")
                .formatted(
                        LeaseTimers.digits(least()),
                        LeaseTimers.digits(mostUnlessTied()),
                        cutOff
                                ? ", and the one that is cut off gives up within %s s"
                                        .formatted(LeaseTimers.digits(mostUntilOldGivesUp()))
                                : "",
                        (long) (1 / tied()),
                        LeaseTimers.digits(leastOfTie()),
                        LeaseTimers.digits(mostUnlessTied()),
                        SOURCE,
                        heartbeat.toMillis(),
                        timeout.toMillis(),
                        MESSAGE.toMillis());
    }
}
