package dev.lacuna.experiments.timer;

import java.time.Duration;
import java.util.Optional;

/**
 * How long etcd is without a leader once nobody hears of the old one any more (etcd-io/raft raft.go: tickElection, randomizedElectionTimeout, Step with PreVote and
 * CheckQuorum).
 *
 * <p>A follower counts ticks of one heartbeat since it last heard of the leader, and stands at a number that it draws anew each time: from n, the ticks in an election timeout, to
 * 2 n − 1. Its ticks don't go with the leader's heartbeats, so it may stand up to one tick earlier; and the last heartbeat may be one heartbeat old when the leader ends.
 *
 * @param heartbeat etcd's --heartbeat-interval
 * @param timeout etcd's --election-timeout
 * @param voters the old leader with them
 */
public record EtcdElection(Duration heartbeat, Duration timeout, int voters) {
    static final String SOURCE = "etcd-io/raft raft.go: tickElection, randomizedElectionTimeout, CheckQuorum";

    /** What a message between members is taken to need: measured between nodes of one network (docs/rehearsal.md, `etcd.peer`). */
    private static final Duration MESSAGE = Duration.ofMillis(1);

    /** --election-timeout must be at least so many heartbeats: etcd-io/etcd server/embed/config.go, Validate. */
    private static final int FEWEST_TICKS = 5;

    /** etcd's own default, and what its documentation asks for (etcd.io/docs/v3.6/tuning). */
    private static final int USUAL_TICKS = 10;

    /** Steps in which a shorter heartbeat is looked for, and the shortest that is proposed. */
    private static final long STEP = 10;

    public EtcdElection {
        if (!possible(heartbeat, timeout) || voters < 1) {
            throw new IllegalArgumentException(
                    "etcd needs an election timeout of 5 heartbeats at least and a voter, found %s, %s, %d"
                            .formatted(timeout, heartbeat, voters));
        }
    }

    /** Whether etcd starts with these. */
    static boolean possible(Duration heartbeat, Duration timeout) {
        return !heartbeat.isZero() && timeout.compareTo(heartbeat.multipliedBy(FEWEST_TICKS)) >= 0;
    }

    /** Whole ones: etcd-io/etcd server/embed/config.go, ElectionTicks. */
    private long ticks() {
        return timeout.toNanos() / heartbeat.toNanos();
    }

    private double seconds(long ticks) {
        return LeaseTimers.seconds(heartbeat.multipliedBy(ticks));
    }

    /** In seconds, from the leader's end to the next one: at least. */
    public double least() {
        return seconds(ticks() - 2);
    }

    /** The same, at most, unless votes are split; without the messages themselves. */
    public double mostUnlessTied() {
        return seconds(2 * ticks() - 1);
    }

    /** What each tie adds, at least: those that stood wait anew. The most is {@link #mostUnlessTied}. */
    public double leastOfTie() {
        return seconds(ticks() - 1);
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
        return seconds(2 * ticks());
    }

    /** Whether the others are enough to elect one. */
    public boolean possible() {
        return voters > 2;
    }

    /**
     * Times with which the next leader is there within so many seconds, unless votes are split: the longest heartbeat of those that are no longer than now, and with it the longest
     * election timeout.
     */
    Optional<EtcdElection> boundedBy(double seconds) {
        for (long beat = heartbeat.toMillis(); beat >= STEP; beat = (beat - 1) / STEP * STEP) {
            long ticks = (long) ((seconds * 1_000 / beat + 1) / 2);
            if (ticks >= USUAL_TICKS) {
                return Optional.of(new EtcdElection(Duration.ofMillis(beat), Duration.ofMillis(ticks * beat), voters));
            }
        }
        return Optional.empty();
    }

    /** How the bounds are computed, with their numbers. */
    String formula() {
        if (!possible()) {
            return "of %d voters too few are left to elect another leader: the old one's restart, or its return, which no timer bounds"
                    .formatted(voters);
        }
        return ("n = election-timeout ÷ heartbeat-interval = %d ticks of %d ms: at least n − 2 ticks = %s s, at most 2 n − 1 ticks = %s s unless votes are split;"
                        + " that happens in at most 1 of %d elections, and adds %s to %s s each time")
                .formatted(
                        ticks(),
                        heartbeat.toMillis(),
                        LeaseTimers.digits(least()),
                        LeaseTimers.digits(mostUnlessTied()),
                        (long) (1 / tied()),
                        LeaseTimers.digits(leastOfTie()),
                        LeaseTimers.digits(mostUnlessTied()));
    }

    /**
     * What becomes of etcd without this leader, for `plan`.
     *
     * @param cutOff whether it lives on, by itself
     * @param times where heartbeat and timeout are from
     */
    String words(boolean cutOff, String times) {
        if (!possible()) {
            return "etcd elects no other leader: of %d voters too few are left (%s)".formatted(voters, SOURCE);
        }
        return "etcd has another leader after %s to %s s%s (%s; messages of %d ms; %s; %s)"
                .formatted(
                        LeaseTimers.digits(least()),
                        LeaseTimers.digits(mostUnlessTied()),
                        cutOff
                                ? ", and the one that is cut off gives up within %s s"
                                        .formatted(LeaseTimers.digits(mostUntilOldGivesUp()))
                                : "",
                        formula(),
                        MESSAGE.toMillis(),
                        SOURCE,
                        times);
    }
}
