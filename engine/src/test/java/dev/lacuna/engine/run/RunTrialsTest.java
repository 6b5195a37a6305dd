package dev.lacuna.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lacuna.engine.fault.Proof;
import dev.lacuna.engine.slo.Judgement;
import dev.lacuna.engine.slo.Verdict;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Several trials of one run. */
final class RunTrialsTest extends PaperRuns {
    @Test
    void fault_that_missed_by_chance_is_tried_again_up_to_a_limit() {
        site.proof = Proof.missed(List.of("sameHost: cp2 won again"));

        var result = run(1, Duration.ofSeconds(5));

        assertThat(result.trials()).hasSize(3);
        assertThat(result.ending()).isEqualTo(Ending.INCONCLUSIVE);
    }

    @Test
    void trials_that_were_asked_for_and_could_not_be_had_keep_a_run_from_passing() {
        var hit = site.proof;
        site.before = deed -> {
            boolean third = site.deeds.stream().filter("inject"::equals).count() >= 3;
            site.proof = third ? Proof.missed(List.of("sameHost: cp2 won again")) : hit;
        };

        var result = run(3, Duration.ofSeconds(5));

        assertThat(result.trials()).extracting(TrialResult::again).containsExactly(false, false, true, true, true);
        assertThat(result.judgements()).extracting(Judgement::verdict).containsExactly(Verdict.PASS);
        assertThat(result.ending()).isEqualTo(Ending.INCONCLUSIVE);
        assertThat(result.reason()).contains("are missing: 1");
    }

    @Test
    void one_miss_among_hits_does_not_spoil_the_verdict() {
        var hit = site.proof;
        site.proof = Proof.missed(List.of("sameHost: cp2 won again"));
        site.before = deed -> {
            if (deed.equals("cleanUp")
                    || site.deeds.stream().filter("heal"::equals).count() == 1) {
                site.proof = hit;
            }
        };

        var result = run();

        assertThat(result.trials()).extracting(TrialResult::again).containsExactly(true, false);
        assertThat(result.ending()).isEqualTo(Ending.PASSED);
    }

    @Test
    void proved_failure_outranks_a_refusal_of_the_next_trial() {
        site.before = deed -> {
            if (deed.equals("heal")) {
                site.degraded = List.of("node cp3 is not Ready");
            }
        };

        var result = run(2, Duration.ofSeconds(1));

        assertThat(result.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(result.ending()).isEqualTo(Ending.FAILED);
        assertThat(result.reason()).contains("back soon", "ended early", "node cp3 is not Ready");
    }
}
