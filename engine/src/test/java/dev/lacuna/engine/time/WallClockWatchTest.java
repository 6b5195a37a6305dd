package dev.lacuna.engine.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class WallClockWatchTest {
    private static final long SECOND = 1_000_000_000L;
    private static final Instant START = Instant.parse("2026-11-02T03:00:00Z");

    private final WallClockWatch watch = new WallClockWatch();

    @Test
    void clocks_that_go_together_say_nothing_however_long_between_two_looks() {
        assertThat(look(0, START)).isEmpty();
        assertThat(look(3600 * SECOND, START.plusSeconds(3600))).isEmpty();
    }

    @Test
    void a_jump_is_told_once_in_size_and_direction() {
        look(0, START);

        assertThat(look(SECOND, START.minusSeconds(29))).contains(Duration.ofSeconds(-30));
        assertThat(look(2 * SECOND, START.minusSeconds(28))).isEmpty();
    }

    @Test
    void a_clock_that_is_steered_slowly_does_not_jump() {
        for (int i = 0; i < 5000; i++) {
            assertThat(look(i * SECOND, START.plusSeconds(i).plusNanos(i * 500_000L)))
                    .isEmpty();
        }
    }

    @Test
    void a_reading_that_was_itself_held_up_is_passed_over() {
        look(0, START);

        assertThat(watch.look(SECOND, START.plusSeconds(9), 9 * SECOND)).isEmpty();
        assertThat(look(10 * SECOND, START.plusSeconds(10))).isEmpty();
    }

    private Optional<Duration> look(long at, Instant wall) {
        return watch.look(at, wall, at + 40);
    }
}
