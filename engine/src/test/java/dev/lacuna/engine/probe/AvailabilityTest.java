package dev.lacuna.engine.probe;

import static dev.lacuna.engine.probe.Samples.bad;
import static dev.lacuna.engine.probe.Samples.good;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lacuna.engine.slo.Bound;
import dev.lacuna.engine.slo.Measurement;
import dev.lacuna.engine.slo.Unit;
import dev.lacuna.engine.slo.Verdict;
import dev.lacuna.engine.time.Interval;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AvailabilityTest {
    private static final long MS = 1_000_000;

    private final Availability availability = new Availability();

    @Test
    void without_samples_every_measure_is_empty() {
        assertThat(availability.longestGap()).isEmpty();
        assertThat(availability.totalGap()).isEmpty();
        assertThat(availability.gaps()).isEmpty();
        assertThat(availability.availability()).isEmpty();
        assertThat(availability.recovery(Interval.exactly(0))).isEmpty();
    }

    @Test
    void a_path_that_was_always_good_may_have_been_down_for_less_than_the_time_between_two_samples() {
        samples(good(100 * MS), good(200 * MS), good(350 * MS));

        assertThat(availability.longestGap()).contains(seconds(0, 0.15));
        assertThat(availability.totalGap()).contains(seconds(0, 0));
        assertThat(availability.gaps()).contains(Measurement.exactly(0, Unit.COUNT));
        assertThat(availability.availability()).contains(Measurement.exactly(1, Unit.SHARE));
    }

    @Test
    void gaps_are_counted_and_added_up_and_the_longest_is_known() {
        samples(
                good(0),
                bad(100 * MS),
                bad(200 * MS),
                good(300 * MS),
                bad(400 * MS),
                bad(500 * MS),
                bad(600 * MS),
                good(700 * MS));

        assertThat(availability.longestGap()).contains(seconds(0.2, 0.4));
        assertThat(availability.totalGap()).contains(seconds(0.3, 0.7));
        assertThat(availability.gaps()).contains(Measurement.exactly(2, Unit.COUNT));
        assertThat(availability.availability()).contains(Measurement.exactly(0.375, Unit.SHARE));
    }

    @Test
    void an_outage_that_has_not_ended_can_break_a_bound_but_not_keep_it() {
        samples(good(0), bad(100 * MS), bad(900 * MS));

        assertThat(availability.longestGap()).contains(new Measurement(0.8, Double.POSITIVE_INFINITY, Unit.SECONDS));
        assertThat(Bound.atMost(2, Unit.SECONDS)
                        .verdict(availability.longestGap().orElseThrow()))
                .isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(Bound.atMost(0.5, Unit.SECONDS)
                        .verdict(availability.longestGap().orElseThrow()))
                .isEqualTo(Verdict.FAIL);
        assertThat(availability.gaps()).contains(Measurement.exactly(1, Unit.COUNT));
    }

    @Test
    void a_path_that_was_bad_from_the_first_sample_never_keeps_a_bound() {
        samples(bad(0), bad(300 * MS), good(400 * MS), good(500 * MS));

        assertThat(availability.longestGap()).contains(new Measurement(0.3, Double.POSITIVE_INFINITY, Unit.SECONDS));
        assertThat(availability.totalGap()).contains(new Measurement(0.3, Double.POSITIVE_INFINITY, Unit.SECONDS));
    }

    @Test
    void recovery_runs_from_the_effect_to_the_first_good_answer() {
        samples(good(100 * MS), bad(200 * MS), bad(300 * MS), good(Interval.exactly(400 * MS), 450 * MS));

        assertThat(availability.recovery(new Interval(120 * MS, 150 * MS))).contains(seconds(0.15, 0.33));
    }

    @Test
    void recovery_waits_for_the_last_of_several_outages() {
        samples(
                good(100 * MS),
                bad(200 * MS),
                good(300 * MS),
                bad(400 * MS),
                good(Interval.exactly(500 * MS), 510 * MS));

        assertThat(availability.recovery(Interval.exactly(150 * MS))).contains(seconds(0.25, 0.36));
    }

    @Test
    void an_outage_before_the_effect_is_none_of_its_recovery() {
        samples(
                good(100 * MS),
                bad(200 * MS),
                good(Interval.exactly(300 * MS), 301 * MS),
                good(Interval.exactly(400 * MS), 402 * MS));

        assertThat(availability.recovery(Interval.exactly(350 * MS))).contains(seconds(0, 0.201));
    }

    @Test
    void a_path_that_is_still_down_has_no_upper_end_of_recovery() {
        samples(good(100 * MS), bad(200 * MS), bad(800 * MS));

        assertThat(availability.recovery(Interval.exactly(150 * MS)))
                .contains(new Measurement(0.65, Double.POSITIVE_INFINITY, Unit.SECONDS));
    }

    @Test
    void without_a_request_after_the_effect_there_is_no_recovery() {
        samples(good(100 * MS), good(200 * MS));

        assertThat(availability.recovery(Interval.exactly(250 * MS))).isEmpty();
    }

    @Test
    void a_probe_that_began_after_the_effect_bounds_recovery_by_its_first_good_answer() {
        samples(bad(200 * MS), bad(300 * MS), good(Interval.exactly(400 * MS), 420 * MS));

        assertThat(availability.recovery(Interval.exactly(50 * MS))).contains(seconds(0.25, 0.37));
    }

    @ParameterizedTest
    @ValueSource(longs = {6, 77, 888, 9999})
    void the_true_measures_lie_within_the_bounds(long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 200; i++) {
            var path = TruePath.drawn(random, 100 * MS);
            var judged = new Availability();
            path.samples(random).forEach(judged::accept);
            var first = path.outages().get(0);
            var last = path.outages().get(path.outages().size() - 1);

            assertThat(judged.longestGap().orElseThrow())
                    .as("seed %d, path %d", seed, i)
                    .matches(it -> holds(it, path.longest()));
            assertThat(judged.totalGap().orElseThrow())
                    .as("seed %d, path %d", seed, i)
                    .matches(it -> holds(it, path.total()));
            assertThat(judged.recovery(Interval.exactly(first.lower())).orElseThrow())
                    .as("seed %d, path %d", seed, i)
                    .matches(it -> holds(it, last.upper() - first.lower()));
        }
    }

    private static boolean holds(Measurement bounds, long nanos) {
        return bounds.lower() <= nanos / 1e9 && nanos / 1e9 <= bounds.upper();
    }

    private static Measurement seconds(double lower, double upper) {
        return new Measurement(lower, upper, Unit.SECONDS);
    }

    private void samples(Sample... samples) {
        for (var sample : samples) {
            availability.accept(sample);
        }
    }
}
