package dev.lacuna.engine.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lacuna.engine.slo.Measurement;
import dev.lacuna.engine.time.Interval;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class LatencyHistogramTest {
    private static final long MS = 1_000_000;

    private final LatencyHistogram histogram = new LatencyHistogram();

    @Test
    void a_quantile_is_printed_only_where_the_samples_support_it() {
        answered(28, 5 * MS);
        assertThat(histogram.quantile(0.5)).isPresent();
        assertThat(histogram.quantile(0.9)).isEmpty();

        answered(1, 5 * MS);
        assertThat(histogram.quantile(0.9)).isPresent();
    }

    @Test
    void latency_counts_from_when_the_request_was_due() {
        for (int i = 0; i < 5; i++) {
            histogram.record(
                    new Sample(10 * MS, Interval.exactly(25 * MS), OptionalLong.of(30 * MS), true, ""), 1000 * MS);
        }

        assertThat(histogram.quantile(0.5))
                .hasValueSatisfying(median -> assertThat(holds(median, 20 * MS)).isTrue());
    }

    @Test
    void a_quantile_among_requests_without_an_answer_has_no_upper_end() {
        answered(90, 5 * MS);
        unanswered(11, 1000 * MS);

        assertThat(histogram.quantile(0.5))
                .hasValueSatisfying(median -> assertThat(median.upper()).isLessThan(0.006));
        assertThat(histogram.quantile(0.95)).hasValueSatisfying(p95 -> {
            assertThat(p95.lower()).isBetween(0.99, 1.0);
            assertThat(p95.upper()).isInfinite();
        });
    }

    @Test
    void the_sample_at_the_rank_lies_within_the_histograms_own_error() {
        var random = new SplittableRandom(31);
        long[] latencies = random.longs(400, 1000, 3_000 * MS).toArray();
        Arrays.stream(latencies).forEach(latency -> answered(1, latency));
        Arrays.sort(latencies);

        for (double q : new double[] {0.5, 0.9, 0.95, 0.99}) {
            long truth = latencies[(int) Math.ceil(q * latencies.length) - 1];
            assertThat(histogram.quantile(q)).as("quantile %s", q).hasValueSatisfying(it -> {
                assertThat(holds(it, truth)).isTrue();
                assertThat(it.upper() - it.lower()).isLessThan(it.upper() * 0.0021 + 2e-6);
            });
        }
    }

    private static boolean holds(Measurement bounds, long nanos) {
        return bounds.lower() <= nanos / 1e9 && nanos / 1e9 <= bounds.upper();
    }

    private void answered(int times, long latency) {
        for (int i = 0; i < times; i++) {
            histogram.record(new Sample(3, Interval.exactly(4), OptionalLong.of(3 + latency), true, ""), 5000 * MS);
        }
    }

    private void unanswered(int times, long timeout) {
        for (int i = 0; i < times; i++) {
            histogram.record(new Sample(3, Interval.exactly(4), OptionalLong.empty(), false, "no answer"), timeout);
        }
    }
}
