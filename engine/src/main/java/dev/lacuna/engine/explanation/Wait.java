package dev.lacuna.engine.explanation;

import dev.lacuna.engine.slo.Measurement;
import dev.lacuna.engine.slo.Unit;
import java.time.Duration;

/**
 * What a probe's measure has to wait for after a leader's end: somebody who leads, and then some more.
 *
 * @param of the election, by its name
 * @param more in seconds, from the new leader's first record on; below zero where the measure may be over before that
 * @param what that is, in words; empty where {@code more} is nothing
 * @param source where {@code more} comes from; may be empty
 */
public record Wait(String of, Measurement more, String what, String source) {

    /** Nothing but the new leader. */
    public static Wait alone(String of) {
        return new Wait(of, Measurement.exactly(0, Unit.SECONDS), "", "");
    }

    /** A new leader, less the time for which a request may wait for it and still count as answered. */
    public static Wait orPatience(String of, Duration patience) {
        double seconds = patience.toNanos() / 1e9;
        return new Wait(
                of,
                new Measurement(-seconds, 0, Unit.SECONDS),
                "less up to %s that a request may wait for its answer".formatted(Unit.SECONDS.text(seconds)),
                "the probe's timeout");
    }

    /** A new leader, and then so much more. */
    public static Wait andThen(String of, Measurement more, String until, String source) {
        return new Wait(of, more, "and " + more + " " + until, source);
    }
}
