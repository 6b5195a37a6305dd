package dev.lacuna.experiments.rehearsal.model;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** A time that differs from one occasion to the next: evenly spread from {@code least} to {@code most}. */
public record Range(Duration least, Duration most) {

    public Range {
        if (least.isNegative() || least.compareTo(most) > 0) {
            throw new IllegalArgumentException("a range goes from %s to %s".formatted(least, most));
        }
    }

    public static Range millis(long least, long most) {
        return new Range(Duration.ofMillis(least), Duration.ofMillis(most));
    }

    /** One of its values, in nanoseconds. */
    public long draw(RandomGenerator chance) {
        long low = least.toNanos();
        long width = most.toNanos() - low;
        return width == 0 ? low : low + chance.nextLong(width + 1);
    }
}
