package dev.lacuna.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lacuna.engine.event.Event;
import dev.lacuna.engine.fault.Proof;
import dev.lacuna.engine.journal.Journal;
import dev.lacuna.engine.slo.Judgement;
import dev.lacuna.engine.slo.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a run comes to. */
final class RunTest extends PaperRuns {
    @Test
    void run_passes_when_the_fault_is_proved_and_the_bound_kept() throws IOException {
        var result = run();

        assertThat(result.ending()).isEqualTo(Ending.PASSED);
        assertThat(result.verdict()).isEqualTo(Verdict.PASS);
        assertThat(site.deeds).endsWith("cleanUp", "unlock");
        assertThat(Journal.open(journal())).isFalse();
    }

    @Test
    void run_fails_when_the_bound_is_broken() {
        assertThat(run(1, Duration.ofSeconds(1)).ending()).isEqualTo(Ending.FAILED);
    }

    @Test
    void run_is_aborted_when_a_probe_is_bad_for_longer_than_allowed() {
        site.recovers = false;

        var result = run();

        assertThat(result.ending()).isEqualTo(Ending.REFUSED);
        assertThat(result.verdict()).isEqualTo(Verdict.ABORTED);
        assertThat(result.reason()).contains("abortWhen", "`api`", "45 s");
    }

    @Test
    void fault_without_proof_is_inconclusive_and_healed() {
        site.proof = Proof.missing(List.of("the container is still 4d56"));

        var result = run();

        assertThat(result.ending()).isEqualTo(Ending.INCONCLUSIVE);
        assertThat(result.reason()).contains("not proved", "still 4d56");
        assertThat(site.deeds).containsSubsequence("inject", "confirm", "heal", "verify", "cleanUp");
    }

    @Test
    void fault_that_was_gone_before_its_healing_is_inconclusive() {
        site.hold = Optional.of(Duration.ofSeconds(4));
        site.broken = Optional.of("node cp3: the filter was gone");

        var result = run();

        assertThat(result.ending()).isEqualTo(Ending.INCONCLUSIVE);
        assertThat(result.reason()).contains("not proved", "exited with 137", "node cp3: the filter was gone");
        assertThat(site.deeds).containsSubsequence("confirm", "heal", "verify", "cleanUp");
    }

    @Test
    void probe_without_samples_keeps_the_fault_from_being_injected() {
        site.sampling = false;

        var result = run();

        assertThat(result.ending()).isEqualTo(Ending.INCONCLUSIVE);
        assertThat(result.reason()).contains("no sample");
        assertThat(site.deeds).doesNotContain("arm", "inject");
    }

    @Test
    void measure_without_data_is_inconclusive() {
        site.measuring = false;

        var result = run();

        assertThat(result.ending()).isEqualTo(Ending.INCONCLUSIVE);
        assertThat(result.reason()).contains("no data");
    }

    @Test
    void cluster_that_does_not_recover_in_time_keeps_a_run_from_passing() {
        site.aware = false;

        var result = run();

        assertThat(result.judgements()).extracting(Judgement::verdict).containsExactly(Verdict.PASS);
        assertThat(result.ending()).isEqualTo(Ending.INCONCLUSIVE);
        assertThat(result.reason()).contains("not recovered within maxDuration (60 s)");
    }

    @Test
    void trouble_of_the_site_is_warned_of() {
        site.before = deed -> {
            if (deed.equals("confirm")) {
                site.trouble.accept("node cp2: filter f1 was removed by somebody else");
            }
        };

        assertThat(run().ending()).isEqualTo(Ending.PASSED);
        assertThat(events).contains(new Event.Warned("node cp2: filter f1 was removed by somebody else"));
    }

    @Test
    void what_safeguards_can_not_see_is_told() {
        site.warnings = List.of("this runner's own node is not known");

        run();

        assertThat(events).contains(new Event.Warned("this runner's own node is not known"));
    }
}
