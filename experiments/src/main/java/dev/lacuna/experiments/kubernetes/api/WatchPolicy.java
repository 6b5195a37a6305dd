package dev.lacuna.experiments.kubernetes.api;

import java.time.Duration;

/**
 * The patience of a {@link ResourceWatch}.
 *
 * @param answer limit for a list, and for the head of a watch's answer
 * @param silence a watch in which no byte came for so long is taken for dead; API servers send a bookmark about each minute, so below that it
 *     only fits objects that change more often
 * @param length after which the server ends the watch by itself, and it is opened anew
 */
public record WatchPolicy(Duration answer, Duration silence, Duration length) {
    static final Duration SHORTEST_PAUSE = Duration.ofMillis(50);
    static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    public WatchPolicy {
        if (answer.isNegative()
                || answer.isZero()
                || silence.isNegative()
                || silence.isZero()
                || length.toSeconds() < 1) {
            throw new IllegalArgumentException("answer %s and silence %s must be positive, length %s at least 1 s"
                    .formatted(answer, silence, length));
        }
    }

    /** A hung server is noticed by HTTP/2's pings within 2 s; without HTTP/2 after 90 s of silence. */
    public static WatchPolicy standard() {
        return new WatchPolicy(Duration.ofSeconds(2), Duration.ofSeconds(90), Duration.ofMinutes(5));
    }

    /** For objects of which one changes at least this often, such as leases: silence that is longer is a hung server. */
    public WatchPolicy withSilence(Duration longest) {
        return new WatchPolicy(answer, longest, length);
    }
}
