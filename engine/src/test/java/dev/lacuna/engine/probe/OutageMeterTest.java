package dev.lacuna.engine.probe;

import static dev.lacuna.engine.probe.Samples.bad;
import static dev.lacuna.engine.probe.Samples.good;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lacuna.engine.time.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OutageMeterTest {
    private final OutageMeter meter = new OutageMeter();

    @Test
    void outage_lasts_at_least_from_first_to_last_bad_and_at_most_from_good_to_good() {
        samples(good(100), good(200), bad(300), bad(400), bad(500));

        assertThat(meter.accept(good(600)))
                .hasValueSatisfying(outage -> assertThat(outage.length()).isEqualTo(new Interval(200, 400)));
    }

    @Test
    void bounds_take_in_that_the_moment_of_sending_is_itself_not_known_exactly() {
        samples(
                good(new Interval(100, 110), 150),
                bad(new Interval(203, 220), "reset"),
                bad(new Interval(301, 330), "refused"));

        assertThat(meter.accept(good(new Interval(404, 440), 490)))
                .contains(new Outage(new Interval(100, 220), new Interval(301, 440), 490, 2, "reset"));
    }

    @Test
    void the_path_had_recovered_when_the_first_good_answer_was_there() {
        samples(good(100), bad(200));

        assertThat(meter.accept(good(Interval.exactly(300), 950)))
                .hasValueSatisfying(outage -> assertThat(outage.recovered()).isEqualTo(new Interval(200, 950)));
    }

    @Test
    void a_single_bad_sample_is_an_outage_of_any_length_from_zero() {
        samples(good(100), bad(new Interval(200, 230), "refused"));

        assertThat(meter.accept(good(300)))
                .hasValueSatisfying(outage -> assertThat(outage.length()).isEqualTo(new Interval(0, 200)));
    }

    @Test
    void nothing_is_known_before_the_first_good_sample() {
        samples(bad(100), bad(200));

        assertThat(meter.down()).isFalse();
        assertThat(meter.ongoing())
                .hasValueSatisfying(ongoing -> assertThat(ongoing.began()).isEmpty());
        assertThat(meter.accept(good(300))).isEmpty();
    }

    @Test
    void an_open_outage_says_for_how_long_it_lasts_at_least() {
        samples(good(100), bad(210), bad(320), bad(430));

        assertThat(meter.down()).isTrue();
        assertThat(meter.ongoing()).hasValueSatisfying(ongoing -> {
            assertThat(ongoing.lastsAtLeast()).isEqualTo(220);
            assertThat(ongoing.began()).contains(new Interval(100, 210));
            assertThat(ongoing.missed()).isEqualTo(3);
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 22, 333, 4444, 55555})
    void what_truly_happened_lies_within_the_bounds(long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 200; i++) {
            var path = TruePath.drawn(random, 100);
            List<Outage> seen = new ArrayList<>();
            var judged = new OutageMeter();
            path.samples(random).forEach(sample -> judged.accept(sample).ifPresent(seen::add));

            assertThat(seen).as("seed %d, path %d: %s", seed, i, path).hasSameSizeAs(path.outages());
            for (int k = 0; k < seen.size(); k++) {
                var truth = path.outages().get(k);
                assertThat(seen.get(k).began())
                        .as("seed %d, path %d", seed, i)
                        .matches(moment -> holds(moment, truth.lower()));
                assertThat(seen.get(k).ended())
                        .as("seed %d, path %d", seed, i)
                        .matches(moment -> holds(moment, truth.upper()));
                assertThat(seen.get(k).length()).matches(length -> holds(length, truth.width()));
                assertThat(seen.get(k).recovered()).matches(moment -> holds(moment, truth.upper()));
            }
        }
    }

    static boolean holds(Interval bounds, long value) {
        return bounds.lower() <= value && value <= bounds.upper();
    }

    private void samples(Sample... samples) {
        for (var sample : samples) {
            meter.accept(sample);
        }
    }
}
