package dev.lacuna.experiments.controlplane;

import java.time.Duration;

/**
 * How an attempt to connect went.
 *
 * @param took including the start of the program that tries, some milliseconds
 */
public record Connection(Outcome outcome, Duration took) {

    /** What the one who connects sees. UNREACHABLE: anything else, for example no route. */
    public enum Outcome {
        OK,
        REFUSED,
        TIMEOUT,
        UNREACHABLE
    }
}
