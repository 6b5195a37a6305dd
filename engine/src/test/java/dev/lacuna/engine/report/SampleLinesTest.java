package dev.lacuna.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lacuna.engine.event.Event;
import dev.lacuna.engine.event.EventStream.Entry;
import dev.lacuna.engine.probe.Observation;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SampleLinesTest {
    private static final long START = 1_234;
    private final SampleLines lines = new SampleLines();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-01-01T00:00:00Z",
                "2026-01-01T00:00:00.120Z",
                "2026-01-01T00:00:00.000120Z",
                "2026-01-01T00:00:00.000000012Z",
                "2026-02-28T23:59:59.999999999Z",
                "1969-12-31T23:59:59.5Z",
                "+12026-01-01T00:00:01Z"
            })
    void moment_of_the_wall_clock_is_written_as_in_every_other_event(String wall) {
        same(wall, "api", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "status 503", "a \"quoted\" one\\", "line\nand\ttab", "\u2028 ü 漢 \u0001 <&'>"})
    void texts_are_quoted_as_in_every_other_event(String text) {
        same("2026-01-01T00:00:03Z", "api", text);
        same("2026-01-01T00:00:03Z", text, "no answer");
        same("2026-01-01T00:00:03Z", text, "no answer");
    }

    @Test
    void more_texts_than_are_kept_are_still_right() {
        for (int i = 0; i < 2_500; i++) {
            same("2026-01-01T00:00:03Z", "api", "failure " + i % 1_250);
        }
    }

    private void same(String wall, String probe, String detail) {
        var sampled = new Observation.Sampled(probe, 987_654_500, detail.isEmpty(), detail);
        var entry = new Entry(17, 5_000_000_789L, Instant.parse(wall), new Event.Observed(2, sampled));
        var text = new StringBuilder();

        lines.append(text, entry, 2, sampled, START);

        assertThat(text).hasToString(EventJson.line(entry, START));
    }

    @ParameterizedTest
    @EnumSource(
            value = RoundingMode.class,
            names = {"FLOOR", "CEILING", "HALF_EVEN"})
    void seconds_round_as_exact_decimals_do(RoundingMode rounding) {
        long[] around = {0, 1, 499, 500, 501, 999, 1_000, 1_500, 2_500, 999_999_500, 1_000_000_000, 86_400_000_000_500L
        };
        for (long nanos : around) {
            for (long sign = -1; sign <= 1; sign += 2) {
                var exact = BigDecimal.valueOf(sign * nanos, 9).setScale(6, rounding);
                assertThat(Seconds.text(sign * nanos, rounding)).isEqualTo(exact.toPlainString());
            }
        }
    }
}
