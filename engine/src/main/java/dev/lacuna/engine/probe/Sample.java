package dev.lacuna.engine.probe;

import dev.lacuna.engine.time.Interval;
import java.util.OptionalLong;

/**
 * What became of one request.
 *
 * @param due when it was to be sent, in nanoseconds of the run's monotonic clock
 * @param sent when it was sent
 * @param answered by when an answer was there, good or bad; empty when none came in time
 * @param good whether the right answer came within the probe's timeout
 * @param detail why it is bad, or what is worth knowing of a good one
 */
public record Sample(long due, Interval sent, OptionalLong answered, boolean good, String detail) {

    public Sample {
        if (good && answered.isEmpty()) {
            throw new IllegalArgumentException("the sample due at %d is good but has no answer".formatted(due));
        }
    }
}
