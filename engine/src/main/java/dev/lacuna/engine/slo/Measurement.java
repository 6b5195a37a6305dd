package dev.lacuna.engine.slo;

import dev.lacuna.engine.time.Interval;

/**
 * A measured value with its error.
 *
 * @param lower least value that fits what was seen, in {@code unit}; negative infinity where nothing bounds it
 * @param upper greatest such value; positive infinity where nothing bounds it, as with an outage that had not ended
 */
public record Measurement(double lower, double upper, Unit unit) {
    private static final double NANOS_IN_SECOND = 1e9;

    public Measurement {
        if (!(lower <= upper)) {
            throw new IllegalArgumentException("lower bound %s is not at most upper bound %s".formatted(lower, upper));
        }
    }

    public static Measurement exactly(double value, Unit unit) {
        return new Measurement(value, value, unit);
    }

    /** What is known without a measurement: nothing. */
    public static Measurement unknown(Unit unit) {
        return new Measurement(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, unit);
    }

    /** A length of time in nanoseconds, as it is counted everywhere else, in seconds. */
    public static Measurement of(Interval length) {
        return new Measurement(length.lower() / NANOS_IN_SECOND, length.upper() / NANOS_IN_SECOND, Unit.SECONDS);
    }

    /** A length of time that was not over when the measuring was. */
    public static Measurement lastingAtLeast(long nanos) {
        return new Measurement(nanos / NANOS_IN_SECOND, Double.POSITIVE_INFINITY, Unit.SECONDS);
    }

    @Override
    public String toString() {
        return unit.text(lower, upper);
    }
}
