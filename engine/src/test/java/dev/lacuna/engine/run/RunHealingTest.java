package dev.lacuna.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lacuna.engine.event.Event;
import dev.lacuna.engine.event.EventStream;
import dev.lacuna.engine.event.Label;
import dev.lacuna.engine.journal.Journal;
import dev.lacuna.engine.journal.JournalEntry;
import dev.lacuna.engine.slo.Verdict;
import dev.lacuna.engine.time.Stopped;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happens in a run, it heals and gives everything back. */
final class RunHealingTest extends PaperRuns {
    @ParameterizedTest
    @EnumSource(
            value = RunState.class,
            names = {"PREFLIGHT", "BASELINE", "PREPARE", "INJECT", "CONFIRM", "OBSERVE", "HEAL"})
    void signal_in_any_state_heals_and_gives_everything_back(RunState state) {
        var stream = new EventStream(loop);
        stream.subscribe(entry -> {
            if (entry.event() instanceof Event.Entered entered
                    && entered.state().equals(state.name())) {
                signal.raise("SIGTERM", loop);
            }
        });
        var settings = new RunSettings(
                "r1", 11, folder, Optional.empty(), Set.of(), (proposals, waiting) -> true, false, Label.REAL);

        var result = new Run(Sheet.of(2, Duration.ofSeconds(5)), site, settings, stream, loop, signal).execute();

        assertThat(result.ending()).isEqualTo(Ending.TERMINATED);
        assertThat(result.verdict()).isEqualTo(Verdict.ABORTED);
        assertThat(site.deeds).endsWith("cleanUp", "unlock");
        if (site.deeds.contains("arm")) {
            assertThat(site.deeds).containsSubsequence("arm", "heal", "verify", "cleanUp");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SIGINT", "abortWhen: probe `api` was bad for 45 s"})
    void reason_of_a_stop_decides_the_exit_code(String reason) {
        site.before = deed -> {
            if (deed.equals("confirm")) {
                signal.raise(reason, loop);
            }
        };

        assertThat(run().ending()).isEqualTo(reason.equals("SIGINT") ? Ending.INTERRUPTED : Ending.REFUSED);
    }

    @Test
    void fault_that_can_not_be_healed_outranks_a_signal() throws IOException {
        site.healable = false;
        site.before = deed -> {
            if (deed.equals("confirm")) {
                signal.raise("SIGINT", loop);
            }
        };

        var result = run();

        assertThat(result.ending()).isEqualTo(Ending.NOT_HEALED);
        assertThat(result.leftovers()).contains("rule 17 on cp2");
        assertThat(journalled()).contains(JournalEntry.Step.LEFT).doesNotContain(JournalEntry.Step.CLOSED);
    }

    @Test
    void no_further_trial_begins_while_something_is_left() {
        site.healable = false;

        assertThat(run(3, Duration.ofSeconds(5)).trials()).hasSize(1);
    }

    @Test
    void failure_of_the_program_after_arming_heals_and_gives_the_lock_back() {
        site.before = deed -> {
            if (deed.equals("inject")) {
                throw new IllegalArgumentException("a bug");
            }
        };

        var result = run();

        assertThat(result.ending()).isEqualTo(Ending.INCONCLUSIVE);
        assertThat(result.reason()).contains("a bug");
        assertThat(site.deeds).containsSubsequence("arm", "heal", "verify", "cleanUp", "unlock");
    }

    @Test
    void what_is_left_is_told_even_if_nothing_can_be_measured() {
        site.healable = false;
        site.measurable = false;

        var result = run();

        assertThat(result.ending()).isEqualTo(Ending.NOT_HEALED);
        assertThat(result.leftovers()).contains("rule 17 on cp2");
    }

    @Test
    void healing_goes_on_after_an_interrupt() {
        site.before = deed -> {
            if (deed.equals("heal") && !site.deeds.contains("heal")) {
                site.deeds.add("heal");
                throw new Stopped("interrupted while waiting");
            }
        };

        var result = run();

        assertThat(result.ending()).isEqualTo(Ending.PASSED);
        assertThat(site.deeds).containsSubsequence("heal", "heal", "verify");
    }

    @Test
    void fault_that_late_healing_shows_to_have_been_gone_too_soon_is_not_judged() {
        site.hold = Optional.of(Duration.ofSeconds(2));
        long late = loop.now() + Course.HEALING_PATIENCE.plusSeconds(10).toNanos();
        site.before = deed -> {
            site.healable = loop.now() > late;
            site.broken = site.healable ? Optional.of("the agent ended it before its time") : Optional.empty();
        };

        var result = run(1, Duration.ofSeconds(1));

        assertThat(events)
                .anyMatch(event ->
                        event instanceof Event.Confirmed told && told.proof().held());
        assertThat(result.leftovers()).isEmpty();
        assertThat(result.trials()).singleElement().satisfies(trial -> {
            assertThat(trial.measures()).isEmpty();
            assertThat(trial.reason()).contains("is not proved", "the agent ended it before its time");
        });
        assertThat(result.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void helpers_that_could_not_be_looked_for_count_as_left() throws IOException {
        site.before = deed -> {
            if (deed.equals("cleanUp")) {
                throw new IllegalStateException("no answer within 60 s");
            }
        };

        var result = run();

        assertThat(result.ending()).isEqualTo(Ending.NOT_HEALED);
        assertThat(result.leftovers()).singleElement().asString().contains("no answer within 60 s");
        assertThat(Journal.open(journal())).isTrue();
    }

    @Test
    void run_that_loses_its_lock_heals_and_ends() {
        site.before = deed -> {
            if (deed.equals("confirm")) {
                loop.post(() -> site.lockLost.accept("the lock is held by r2@elsewhere"));
            }
        };

        var result = run();

        assertThat(result.ending()).isEqualTo(Ending.REFUSED);
        assertThat(result.verdict()).isEqualTo(Verdict.ABORTED);
        assertThat(result.reason()).contains("r2@elsewhere");
        assertThat(site.deeds).containsSubsequence("inject", "heal", "verify", "cleanUp");
    }
}
