package dev.lacuna.engine.explanation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lacuna.engine.time.Interval;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class BreakdownTest {
    private static final Interval EFFECT = new Interval(100, 104);
    private static final Interval END = new Interval(1_100, 1_130);

    private static Milestone milestone(String of, long lower, long upper, String ends) {
        return new Milestone(of, new Interval(lower, upper), ends, "seen by " + of);
    }

    private static Span span(Milestone... own) {
        return new Span("recovery", Set.of("boss"), EFFECT, END, List.of(own), "the rest", "seen at last");
    }

    @Test
    void parts_share_their_moments_and_add_up_to_the_whole() {
        var breakdown = Breakdown.of(
                        "api",
                        span(),
                        List.of(milestone("boss", 900, 917, "retry"), milestone("boss", 700, 702, "lease left to run")))
                .orElseThrow();

        assertThat(breakdown.measure()).isEqualTo("api.recovery");
        assertThat(breakdown.parts()).extracting(Part::name).containsExactly("lease left to run", "retry", "the rest");
        assertThat(breakdown.parts())
                .extracting(Part::length)
                .containsExactly(new Interval(596, 602), new Interval(198, 217), new Interval(183, 230));
        assertThat(breakdown.whole()).isEqualTo(new Interval(996, 1_030));
        assertThat(breakdown.parts().stream()
                        .mapToLong(part -> part.length().lower())
                        .sum())
                .isLessThanOrEqualTo(breakdown.whole().lower());
        assertThat(breakdown.parts().stream()
                        .mapToLong(part -> part.length().upper())
                        .sum())
                .isGreaterThanOrEqualTo(breakdown.whole().upper());
    }

    @Test
    void milestone_of_something_else_or_outside_of_the_span_divides_nothing() {
        assertThat(Breakdown.of(
                        "api",
                        span(),
                        List.of(
                                milestone("clerk", 500, 501, "waiting"),
                                milestone("boss", 30, 40, "before"),
                                milestone("boss", 1_200, 1_201, "after"))))
                .isEmpty();
    }

    @Test
    void milestone_of_the_span_s_own_comes_after_all_others_whatever_its_error() {
        var breakdown = Breakdown.of(
                        "api",
                        span(milestone("boss", 850, 910, "start")),
                        List.of(milestone("boss", 890, 893, "retry")))
                .orElseThrow();

        assertThat(breakdown.parts()).extracting(Part::name).containsExactly("retry", "start", "the rest");
        assertThat(breakdown.parts().get(1).length()).isEqualTo(new Interval(0, 20));
    }

    @Test
    void of_what_may_come_after_the_end_only_the_time_up_to_the_end_is_a_part() {
        var breakdown = Breakdown.of("api", span(), List.of(milestone("boss", 900, 1_900, "election")))
                .orElseThrow();

        assertThat(breakdown.parts())
                .extracting(Part::length)
                .containsExactly(new Interval(796, 1_030), new Interval(0, 230));
    }

    @Test
    void milestone_of_the_span_s_own_counts_only_if_what_it_is_of_is_concerned_and_bounds_the_others() {
        var commit = milestone("next boss", 700, 720, "first commit");
        var won = new Milestone("boss", new Interval(300, 950), "election", "seen", "next boss");

        assertThat(Breakdown.of("api", span(commit), List.of())).isEmpty();
        var breakdown = Breakdown.of("api", span(commit), List.of(won)).orElseThrow();
        assertThat(breakdown.parts()).extracting(Part::name).containsExactly("election", "first commit", "the rest");
        assertThat(breakdown.parts().get(0).length()).isEqualTo(new Interval(196, 620));
    }

    @Test
    void who_brought_a_milestone_about_contributes_its_own() {
        var restart = milestone("boss on cp2", 300, 301, "restart");
        var won = new Milestone("boss", new Interval(900, 917), "wait", "seen", "boss on cp2");
        var lost = milestone("boss on cp3", 400, 401, "restart of another one");

        assertThat(Breakdown.of("api", span(), List.of(lost, won, restart))
                        .orElseThrow()
                        .parts())
                .extracting(Part::name)
                .containsExactly("restart", "wait", "the rest");
    }

    @Test
    void milestone_at_the_very_end_leaves_no_rest() {
        var breakdown = Breakdown.of("api", span(), List.of(milestone("boss", 1_100, 1_130, "retry")))
                .orElseThrow();

        assertThat(breakdown.parts()).extracting(Part::name).containsExactly("retry");
    }

    @Test
    void limit_is_passed_in_the_first_part_at_whose_end_it_is_over_for_certain() {
        var breakdown = Breakdown.of(
                        "api",
                        span(),
                        List.of(milestone("boss", 700, 702, "lease left to run"), milestone("boss", 900, 917, "retry")))
                .orElseThrow();

        assertThat(breakdown.passing(500).orElseThrow().name()).isEqualTo("lease left to run");
        assertThat(breakdown.passing(650).orElseThrow().name()).isEqualTo("retry");
        assertThat(breakdown.passing(990).orElseThrow().name()).isEqualTo("the rest");
        assertThat(breakdown.passing(996)).isEmpty();
    }
}
