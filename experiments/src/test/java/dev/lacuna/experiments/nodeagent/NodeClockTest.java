package dev.lacuna.experiments.nodeagent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lacuna.engine.time.Interval;
import dev.lacuna.experiments.nodeagent.NodeClock.RoundTrip;
import org.junit.jupiter.api.Test;

final class NodeClockTest {
    private static final long SECOND = 1_000_000_000L;
    private static final Interval WALL = Interval.exactly(500 * SECOND);

    @Test
    void reading_was_made_between_question_and_answer() {
        var clock = new NodeClock(0, new RoundTrip(100, 300, 10_200), WALL);

        assertThat(clock.toRun(new NodeMoment(10_200, 10_250))).isEqualTo(new Interval(100, 350));
        assertThat(clock.earliestAt(1_000)).isEqualTo(10_900);
    }

    @Test
    void what_all_readings_allow_is_what_holds() {
        var clock = new NodeClock(0, new RoundTrip(100, 300, 10_200), WALL);
        clock.learn(new RoundTrip(400, 500, 10_540));

        assertThat(clock.toRun(new NodeMoment(10_000, 10_000))).isEqualTo(new Interval(-100, -40));
    }

    @Test
    void coarse_clock_makes_moments_wider_by_its_step() {
        var clock = new NodeClock(10, new RoundTrip(100, 300, 10_200), WALL);

        assertThat(clock.toRun(new NodeMoment(10_200, 10_200))).isEqualTo(new Interval(90, 310));
        assertThat(clock.widthAt(300)).isEqualTo(220);
    }

    @Test
    void knowledge_ages_by_50_microseconds_a_second_each_way() {
        var clock = new NodeClock(0, new RoundTrip(0, 0, 0), WALL);

        assertThat(clock.widthAt(SECOND)).isEqualTo(100_000);
        assertThat(clock.widthAt(-SECOND)).isEqualTo(100_000);
    }

    @Test
    void clock_that_drifts_within_bounds_is_followed_without_a_contradiction() {
        var clock = new NodeClock(0, new RoundTrip(0, 1_000, 500), WALL);
        for (long t = SECOND; t < 100 * SECOND; t += SECOND) {
            long node = t + t / 1_000_000 * 40;
            clock.learn(new RoundTrip(t - 1_000_000, t + 1_000_000, node));
            assertThat(clock.toRun(new NodeMoment(node, node))).matches(run -> run.lower() <= run.upper());
            long truth = t;
            assertThat(clock.toRun(new NodeMoment(node, node))).satisfies(run -> {
                assertThat(run.lower()).isLessThanOrEqualTo(truth);
                assertThat(run.upper()).isGreaterThanOrEqualTo(truth);
            });
        }
        assertThat(clock.contradictions()).isZero();
    }

    @Test
    void node_that_slept_is_believed_anew() {
        var clock = new NodeClock(0, new RoundTrip(0, 100, 50), WALL);
        clock.learn(new RoundTrip(SECOND, SECOND + 100, 9 * SECOND));

        assertThat(clock.contradictions()).isEqualTo(1);
        assertThat(clock.toRun(new NodeMoment(9 * SECOND, 9 * SECOND))).isEqualTo(new Interval(SECOND, SECOND + 100));
    }

    @Test
    void wall_clock_that_was_set_leaves_both_settings_possible() {
        var clock = new NodeClock(0, new RoundTrip(0, 0, 0), WALL);
        clock.learnWall(WALL.plus(SECOND));

        var at = clock.toRun(java.time.Instant.ofEpochSecond(501));
        assertThat(at.lower()).isLessThanOrEqualTo(0);
        assertThat(at.upper()).isGreaterThanOrEqualTo(SECOND);
    }
}
