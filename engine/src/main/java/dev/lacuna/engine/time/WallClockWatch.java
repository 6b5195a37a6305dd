package dev.lacuna.engine.time;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Notices that the wall clock was set, or that the machine slept: that it went another way than the monotonic one between two looks. */
final class WallClockWatch {
    /** A clock that is merely steered stays far below: the kernel steers by at most 500 ppm. */
    private static final Duration TOLERATED = Duration.ofSeconds(1);

    private final long longestReading = Duration.ofMillis(100).toNanos();
    private @Nullable Reading last;

    /**
     * Compares a reading of both clocks with the one before.
     *
     * @param before the monotonic clock just before the wall clock was read
     * @param after the monotonic clock just after; when the reading itself took long it says nothing and is passed over
     * @return how far the wall clock jumped, negative for backwards
     */
    Optional<Duration> look(long before, Instant wall, long after) {
        if (after - before > longestReading) {
            return Optional.empty();
        }
        var earlier = last;
        last = new Reading(before, wall);
        return earlier == null
                ? Optional.empty()
                : Optional.of(earlier.jumpTo(last)).filter(WallClockWatch::isJump);
    }

    private static boolean isJump(Duration drift) {
        return drift.abs().compareTo(TOLERATED) > 0;
    }

    private record Reading(long at, Instant wall) {
        Duration jumpTo(Reading later) {
            return Duration.between(wall, later.wall).minusNanos(later.at - at);
        }
    }
}
