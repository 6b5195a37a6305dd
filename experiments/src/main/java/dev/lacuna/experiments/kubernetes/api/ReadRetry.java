package dev.lacuna.experiments.kubernetes.api;

import dev.lacuna.experiments.kubernetes.api.Unanswered.Why;
import java.time.Duration;
import java.util.Optional;

/**
 * How often a read may be sent again, and for how long. Never for what changes something, and never for probes.
 *
 * @param name why this is allowed; it stands in messages
 * @param attempts all of them, the first one too
 * @param within no attempt begins later than this after the first one
 */
public record ReadRetry(String name, int attempts, Duration within) {
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    public ReadRetry {
        if (attempts < 1) {
            throw new IllegalArgumentException("attempts of %s: %d is below 1".formatted(name, attempts));
        }
    }

    /** For looking around before and after a run. */
    public static ReadRetry preflight() {
        return new ReadRetry("preflight", 4, Duration.ofSeconds(10));
    }

    /** How long to wait before the next attempt; empty if there is to be none. */
    Optional<Duration> pause(ApiOutcome outcome, int done, Duration since) {
        Optional<Duration> pause = wish(outcome);
        return done >= attempts
                ? Optional.empty()
                : pause.filter(wait -> since.plus(wait).compareTo(within) <= 0);
    }

    private static Optional<Duration> wish(ApiOutcome outcome) {
        if (outcome instanceof Answered answered) {
            ApiReply reply = answered.reply();
            boolean busy = reply.status() == 429 || reply.status() == 503;
            return busy ? Optional.of(shorter(reply.retryAfter().orElse(PAUSE))) : Optional.empty();
        }
        Why why = ((Unanswered) outcome).why();
        return why == Why.RESET || why == Why.REFUSED ? Optional.of(PAUSE) : Optional.empty();
    }

    private static Duration shorter(Duration asked) {
        return asked.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : asked;
    }
}
