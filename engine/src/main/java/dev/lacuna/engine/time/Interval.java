package dev.lacuna.engine.time;

import java.time.Duration;
import java.util.Collection;
import java.util.Locale;

/**
 * A moment, or a length of time, that is known only within bounds.
 *
 * @param lower earliest possible value, in nanoseconds; a moment is on the run's monotonic clock
 * @param upper latest possible value, not before {@code lower}
 */
public record Interval(long lower, long upper) {

    public Interval {
        if (lower > upper) {
            throw new IllegalArgumentException("lower bound %d is above upper bound %d".formatted(lower, upper));
        }
    }

    public static Interval exactly(long value) {
        return new Interval(value, value);
    }

    /** From the earliest that one of them may have been, to the latest. At least one must be given. */
    public static Interval spanning(Collection<Interval> all) {
        return all.stream()
                .reduce((a, b) -> new Interval(Math.min(a.lower, b.lower), Math.max(a.upper, b.upper)))
                .orElseThrow();
    }

    /** The time from {@code start} to this moment. Wider than both: neither end is known exactly. */
    public Interval since(Interval start) {
        return new Interval(lower - start.upper, upper - start.lower);
    }

    /** This length without what can't be: a length of time is never negative. */
    public Interval atLeastZero() {
        return new Interval(Math.max(0, lower), Math.max(0, upper));
    }

    /** What both allow; where they contradict each other, what spans both, because one of them must be wrong. */
    public Interval narrowedBy(Interval other) {
        long low = Math.max(lower, other.lower);
        long high = Math.min(upper, other.upper);
        return low <= high
                ? new Interval(low, high)
                : new Interval(Math.min(lower, other.lower), Math.max(upper, other.upper));
    }

    public Interval plus(long nanos) {
        return new Interval(lower + nanos, upper + nanos);
    }

    public long width() {
        return upper - lower;
    }

    public boolean overlaps(Interval other) {
        return lower <= other.upper && other.lower <= upper;
    }

    /** As people read it, in seconds: {@code 17.802..17.821 s}. */
    public String inSeconds() {
        return lower == upper ? seconds(lower) + " s" : seconds(lower) + ".." + seconds(upper) + " s";
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.3f", nanos / 1e9);
    }

    public static Interval of(Duration lower, Duration upper) {
        return new Interval(lower.toNanos(), upper.toNanos());
    }
}
