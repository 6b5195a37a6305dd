package dev.lacuna.engine.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class StatisticTest {

    @ParameterizedTest
    @CsvSource({"MAX,1", "MIN,1", "MEAN,1", "MEDIAN,5", "P90,29", "P95,59", "P99,299"})
    void a_quantile_needs_so_many_samples_that_their_maximum_bounds_it(Statistic statistic, int samples) {
        assertThat(statistic.needs()).isEqualTo(samples);
    }

    @ParameterizedTest
    @CsvSource({"0.5", "0.9", "0.95", "0.99"})
    void the_needed_number_is_the_smallest_that_keeps_the_risk_at_five_percent(double q) {
        int needed = Statistic.samplesFor(q);

        assertThat(Math.pow(q, needed)).isLessThanOrEqualTo(0.05);
        assertThat(Math.pow(q, needed - 1)).isGreaterThan(0.05);
    }

    @ParameterizedTest
    @CsvSource({"MAX,40", "MIN,1", "MEAN,12.2", "MEDIAN,8"})
    void statistics_of_exact_values_are_exact(Statistic statistic, double expected) {
        assertThat(statistic.of(exactly(8, 40, 1, 3, 9))).isEqualTo(Measurement.exactly(expected, Unit.SECONDS));
    }

    @Test
    void percentiles_are_of_type_8() {
        // R: quantile(1:10 * 1.0, c(0.5, 0.9, 0.95), type = 8) gives 5.5, 9.633333, 10.
        var values = exactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);

        assertThat(Statistic.MEDIAN.of(values).lower()).isEqualTo(5.5);
        assertThat(Statistic.P90.of(values).lower()).isCloseTo(9.633333, within(1e-6));
        assertThat(Statistic.P95.of(values).lower()).isEqualTo(10);
    }

    @Test
    void lower_and_upper_bounds_are_ranked_apart() {
        var values = List.of(between(1, 9), between(4, 5), between(3, 12));

        assertThat(Statistic.MAX.of(values)).isEqualTo(between(4, 12));
        assertThat(Statistic.MIN.of(values)).isEqualTo(between(1, 5));
        assertThat(Statistic.MEDIAN.of(values)).isEqualTo(between(3, 9));
    }

    @ParameterizedTest
    @EnumSource
    void the_statistic_of_the_true_values_lies_within_that_of_their_bounds(Statistic statistic) {
        var random = new SplittableRandom(2026);
        for (int i = 0; i < 300; i++) {
            List<Measurement> truths = new ArrayList<>();
            List<Measurement> bounds = new ArrayList<>();
            for (int k = random.nextInt(1, 80); k > 0; k--) {
                double truth = random.nextDouble(0, 30);
                truths.add(Measurement.exactly(truth, Unit.SECONDS));
                bounds.add(
                        random.nextInt(20) == 0
                                ? Measurement.unknown(Unit.SECONDS)
                                : between(truth - random.nextDouble(2), truth + random.nextDouble(3)));
            }
            double truth = statistic.of(truths).lower();
            var measured = statistic.of(bounds);

            // Sums of the same numbers in another order differ in the last digits.
            assertThat(truth)
                    .as("round %d of %s", i, bounds)
                    .isBetween(measured.lower() - 1e-9, measured.upper() + 1e-9);
        }
    }

    @Test
    void nothing_and_a_mixture_of_units_have_no_statistic() {
        assertThatThrownBy(() -> Statistic.MEDIAN.of(List.of())).hasMessage("median of no values");
        assertThatThrownBy(() -> Statistic.MAX.of(List.of(between(1, 2), Measurement.exactly(3, Unit.COUNT))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("different units");
    }

    @Test
    void the_worst_trial_is_the_highest_where_little_is_asked_and_the_lowest_where_much_is() {
        assertThat(Statistic.worstFor(Bound.atMost(2, Unit.SECONDS))).isEqualTo(Statistic.MAX);
        assertThat(Statistic.worstFor(Bound.atLeast(0.99, Unit.SHARE))).isEqualTo(Statistic.MIN);
    }

    @Test
    void a_statistic_is_named_as_in_a_scenario() {
        assertThat(Statistic.named("p95")).contains(Statistic.P95);
        assertThat(Statistic.named("P95")).isEmpty();
    }

    private static Measurement between(double lower, double upper) {
        return new Measurement(lower, upper, Unit.SECONDS);
    }

    private static List<Measurement> exactly(double... values) {
        return DoubleStream.of(values)
                .mapToObj(value -> Measurement.exactly(value, Unit.SECONDS))
                .toList();
    }
}
