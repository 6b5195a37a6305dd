package dev.lacuna.engine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What bounds a trial, and what does not. */
final class MaxDurationTest extends PaperRuns {
    private static final Duration MOST = Duration.ofSeconds(30);

    @Test
    void proof_is_not_looked_for_longer_than_the_trial_may_take() {
        site.proving = Map.of("poked", Duration.ofSeconds(90));

        var result = run(Sheet.of(MOST, Sheet.next("poked")));

        assertThat(result.ending()).isEqualTo(Ending.INCONCLUSIVE);
        assertThat(result.reason()).contains("maxDuration (30 s) was over while looking for the proof");
        assertThat(result.leftovers()).isEmpty();
        assertThat(site.deeds).containsSubsequence("inject", "confirm", "heal", "verify", "cleanUp", "unlock");
        assertThat(loop.now() / 1e9).isCloseTo(30, within(0.2));
    }

    @Test
    void fault_that_would_last_longer_than_the_trial_may_take_is_ended() {
        site.holding = Map.of("poked", Duration.ofSeconds(90));

        var result = run(Sheet.of(MOST, Sheet.next("poked")));

        assertThat(result.ending()).isEqualTo(Ending.INCONCLUSIVE);
        assertThat(result.reason()).contains("maxDuration (30 s) was over while keeping the fault in force");
        assertThat(site.deeds).containsSubsequence("confirm", "heal", "verify", "cleanUp");
        assertThat(second("poked", "heal")).isBetween(28.0, 29.2);
    }

    @Test
    void trial_of_several_faults_is_bounded_as_a_whole() {
        site.holding = Map.of("first", Duration.ofSeconds(20), "second", Duration.ofSeconds(20));

        var result = run(Sheet.of(MOST, Sheet.next("first"), Sheet.next("second")));

        assertThat(result.ending()).isEqualTo(Ending.INCONCLUSIVE);
        assertThat(second("first", "heal")).isCloseTo(20, within(0.1));
        assertThat(second("second", "heal")).isBetween(28.0, 29.2);
    }

    @Test
    void fault_is_healed_at_its_time_although_its_own_proof_is_not_found() {
        site.holding = Map.of("poked", Duration.ofSeconds(10));
        site.proving = Map.of("poked", Duration.ofSeconds(90));

        var result = run(Sheet.of(MOST, Sheet.next("poked")));

        assertThat(second("poked", "heal")).isCloseTo(10, within(0.1));
        assertThat(result.ending()).isEqualTo(Ending.INCONCLUSIVE);
        assertThat(result.reason()).contains("not proved", "time was over before it was proved");
    }

    @Test
    void healing_takes_the_time_that_it_needs() {
        site.holding = Map.of("poked", Duration.ofSeconds(90));
        site.healing = Map.of("poked", Duration.ofSeconds(25));

        var result = run(Sheet.of(MOST, Sheet.next("poked")));

        assertThat(second("poked", "verify") - second("poked", "heal")).isCloseTo(25, within(0.1));
        assertThat(result.leftovers()).isEmpty();
    }

    @Test
    void time_in_which_the_user_thinks_does_not_count() {
        var result = run(Sheet.of(MOST, Sheet.next("poked")), (proposals, waiting) -> {
            waiting.sleep(Duration.ofMinutes(12));
            return true;
        });

        assertThat(result.ending()).isEqualTo(Ending.PASSED);
    }
}
