package dev.lacuna.engine.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SloTest {
    private static final Bound AT_MOST_24_S = Bound.atMost(24, Unit.SECONDS);

    @Test
    void what_lies_wholly_within_the_bound_passes_and_the_bound_itself_is_within() {
        var judgement = slo(Statistic.MAX, AT_MOST_24_S).judge(List.of(seconds(17.802, 17.821), seconds(23.5, 24)));

        assertThat(judgement.verdict()).isEqualTo(Verdict.PASS);
        assertThat(judgement.value()).contains(new Measurement(23.5, 24, Unit.SECONDS));
        assertThat(judgement.samples()).isEqualTo(2);
        assertThat(judgement.reason()).isEqualTo("at most 24 s allowed; 23.5..24 s measured");
    }

    @Test
    void what_lies_wholly_beyond_the_bound_fails() {
        var judgement = slo(Statistic.MAX, AT_MOST_24_S).judge(List.of(seconds(3, 4), seconds(24.001, 25)));

        assertThat(judgement.verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void what_straddles_the_bound_is_inconclusive_and_says_why() {
        var judgement = slo(Statistic.MAX, AT_MOST_24_S).judge(List.of(seconds(23.99, 24.02)));

        assertThat(judgement.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(judgement.reason())
                .isEqualTo("at most 24 s allowed; 23.99..24.02 s measured: the error is too large to say");
    }

    @Test
    void what_was_not_seen_to_its_end_never_passes() {
        var open = new Measurement(7, Double.POSITIVE_INFINITY, Unit.SECONDS);

        assertThat(slo(Statistic.MAX, AT_MOST_24_S).judge(List.of(Optional.of(open))))
                .satisfies(judgement -> {
                    assertThat(judgement.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
                    assertThat(judgement.reason())
                            .isEqualTo("at most 24 s allowed; at least 7 s measured: it was not seen to its end");
                });
        assertThat(slo(Statistic.MAX, Bound.atMost(6, Unit.SECONDS))
                        .judge(List.of(Optional.of(open)))
                        .verdict())
                .isEqualTo(Verdict.FAIL);
    }

    @Test
    void no_data_is_never_a_pass() {
        assertThat(slo(Statistic.MAX, AT_MOST_24_S).judge(List.of()).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(slo(Statistic.MIN, AT_MOST_24_S).judge(List.of(Optional.empty(), Optional.empty())))
                .satisfies(judgement -> {
                    assertThat(judgement.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
                    assertThat(judgement.value()).isEmpty();
                    assertThat(judgement.samples()).isZero();
                    assertThat(judgement.reason()).startsWith("no data");
                });
    }

    @Test
    void a_trial_without_a_value_forbids_a_pass_but_not_a_fail() {
        var slo = slo(Statistic.MAX, AT_MOST_24_S);

        assertThat(slo.judge(List.of(seconds(3, 4), Optional.empty()))).satisfies(judgement -> {
            assertThat(judgement.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
            assertThat(judgement.samples()).isEqualTo(1);
            assertThat(judgement.reason()).endsWith("what is missing could change the verdict");
        });
        assertThat(slo.judge(List.of(seconds(31, 32), Optional.empty())).verdict())
                .isEqualTo(Verdict.FAIL);
    }

    @Test
    void a_percentile_that_the_samples_cannot_support_is_no_value() {
        var trials = new ArrayList<>(Collections.nCopies(58, seconds(3, 4)));
        var slo = slo(Statistic.P95, AT_MOST_24_S);

        assertThat(slo.judge(trials)).satisfies(judgement -> {
            assertThat(judgement.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
            assertThat(judgement.value()).isEmpty();
            assertThat(judgement.reason()).isEqualTo("p95 is not supported by 58 samples: it takes at least 59");
        });
        trials.add(seconds(3, 4));
        assertThat(slo.judge(trials).verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void at_least_is_judged_by_its_lower_end() {
        var atLeast = Bound.atLeast(0.995, Unit.SHARE);

        assertThat(atLeast.verdict(new Measurement(0.995, 1, Unit.SHARE))).isEqualTo(Verdict.PASS);
        assertThat(atLeast.verdict(new Measurement(0.99, 1, Unit.SHARE))).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(atLeast.verdict(new Measurement(0.98, 0.99, Unit.SHARE))).isEqualTo(Verdict.FAIL);
        assertThat(atLeast).hasToString("at least 99.5 %");
    }

    @Test
    void a_bound_does_not_judge_another_unit() {
        assertThatThrownBy(() -> AT_MOST_24_S.verdict(Measurement.exactly(2, Unit.COUNT)))
                .hasMessage("a bound in SECONDS can't judge a value in COUNT");
    }

    @Test
    void without_a_value_no_judgement_can_be_a_pass() {
        assertThatThrownBy(() ->
                        new Judgement(slo(Statistic.MAX, AT_MOST_24_S), Optional.empty(), 3, Verdict.PASS, "wishful"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_worst_verdict_counts_and_of_none_there_is_none() {
        assertThat(Verdict.worst(List.of(Verdict.PASS, Verdict.INCONCLUSIVE))).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(Verdict.worst(List.of(Verdict.ABORTED, Verdict.FAIL, Verdict.PASS)))
                .isEqualTo(Verdict.FAIL);
        assertThat(Verdict.INCONCLUSIVE.orWorse(Verdict.ABORTED)).isEqualTo(Verdict.ABORTED);
        assertThat(Verdict.worst(List.of())).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void a_range_is_written_no_narrower_than_it_is() {
        assertThat(new Measurement(17.80291, 17.82012, Unit.SECONDS)).hasToString("17.802..17.821 s");
        assertThat(Measurement.unknown(Unit.COUNT)).hasToString("unknown");
        assertThat(Measurement.exactly(1200, Unit.COUNT)).hasToString("1200");
    }

    private static Slo slo(Statistic statistic, Bound bound) {
        return new Slo("leaderless", "election.kube-scheduler.gap", statistic, bound);
    }

    private static Optional<Measurement> seconds(double lower, double upper) {
        return Optional.of(new Measurement(lower, upper, Unit.SECONDS));
    }
}
