package dev.lacuna.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lacuna.engine.event.Event;
import dev.lacuna.engine.event.EventStream;
import dev.lacuna.engine.fault.FaultException;
import dev.lacuna.engine.fault.Proof;
import dev.lacuna.engine.fault.Proposal;
import dev.lacuna.engine.fault.Right;
import dev.lacuna.engine.journal.Journal;
import dev.lacuna.engine.journal.JournalEntry;
import dev.lacuna.engine.journal.JournalText;
import dev.lacuna.engine.scenario.Pause;
import dev.lacuna.engine.scenario.Scenario;
import dev.lacuna.engine.scenario.Trials;
import dev.lacuna.engine.slo.Judgement;
import dev.lacuna.engine.slo.Verdict;
import dev.lacuna.engine.time.StopSignal;
import dev.lacuna.engine.time.Stopped;
import dev.lacuna.engine.time.VirtualLoop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RunTest {
    @TempDir
    Path folder;

    private final VirtualLoop loop = new VirtualLoop(11, Instant.parse("2026-03-04T05:06:07Z"));
    private final FakeSite site = new FakeSite(loop);
    private final StopSignal signal = new StopSignal();
    private final List<Event> events = new ArrayList<>();

    private RunResult run() {
        return run(1, Duration.ofSeconds(5));
    }

    private RunResult run(int trials, Duration allowed) {
        return run(Sheet.of(trials, allowed), proposals -> true);
    }

    private RunResult run(Scenario scenario, Predicate<List<Proposal>> ask) {
        var stream = new EventStream(loop);
        stream.subscribe(entry -> events.add(entry.event()));
        var settings = new RunSettings(
                "r1", 11, folder, Optional.empty(), Set.of(), (proposals, waiting) -> ask.test(proposals), false);
        return new Run(scenario, site, settings, stream, loop, signal).execute();
    }

    private List<JournalEntry.Step> journalled() throws IOException {
        return journal().stream().map(JournalEntry::step).toList();
    }

    private List<JournalEntry> journal() throws IOException {
        return JournalText.read(Files.readString(folder.resolve("journal.jsonl")));
    }

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
    void disk_that_is_full_at_the_intent_keeps_everything_from_being_armed() {
        failJournalFrom("prepare");

        var result = run();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(result.ending()).isEqualTo(Ending.INCONCLUSIVE);
        assertThat(result.reason()).contains("cannot write to the journal");
        assertThat(site.deeds)
                .contains("prepare")
                .doesNotContain("arm", "inject")
                .endsWith("cleanUp", "unlock");
    }

    @Test
    void disk_that_is_full_after_the_injection_changes_no_verdict() {
        failJournalFrom("confirm");

        var result = run();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(result.ending()).isEqualTo(Ending.PASSED);
        assertThat(events).filteredOn(Event.Warned.class::isInstance).hasSize(2);
    }

    /** A file channel that an interrupted thread writes to is closed for good: each later write fails, as on a full disk. */
    private void failJournalFrom(String when) {
        site.before = deed -> {
            if (deed.equals(when)) {
                Thread.currentThread().interrupt();
            }
        };
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
                "r1", 11, folder, Optional.empty(), Set.of(), (proposals, waiting) -> true, false);

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
    void guard_that_refuses_keeps_everything_from_being_armed() {
        site.degraded = List.of("node cp3 is not ready");

        var result = run();

        assertThat(result.ending()).isEqualTo(Ending.REFUSED);
        assertThat(result.reason()).contains("degraded", "cp3", "--allow");
        assertThat(site.deeds).doesNotContain("prepare", "arm", "inject");
    }

    @Test
    void intent_is_on_disk_before_anything_is_armed() {
        List<JournalEntry.Step> atArming = new ArrayList<>();
        site.before = deed -> {
            if (deed.equals("arm")) {
                try {
                    atArming.addAll(journalled());
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            }
        };

        run();

        assertThat(atArming).containsExactly(JournalEntry.Step.OPENED, JournalEntry.Step.INTENT);
        assertThat(site.deeds).containsSubsequence("journal", "arm", "inject", "confirm", "heal", "verify");
    }

    @Test
    void journal_that_can_not_be_made_keeps_everything_from_being_done() throws IOException {
        Files.createFile(folder.resolve("journal.jsonl"));

        var result = run();

        assertThat(result.ending()).isEqualTo(Ending.INCONCLUSIVE);
        assertThat(result.reason()).contains("journal");
        assertThat(site.deeds).isEmpty();
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
    void cluster_that_does_not_recover_in_time_keeps_a_run_from_passing() {
        site.aware = false;

        var result = run();

        assertThat(result.judgements()).extracting(Judgement::verdict).containsExactly(Verdict.PASS);
        assertThat(result.ending()).isEqualTo(Ending.INCONCLUSIVE);
        assertThat(result.reason()).contains("not recovered within maxDuration (60 s)");
    }

    @Test
    void target_that_changed_since_the_guards_were_asked_is_not_hit() {
        site.before = deed -> {
            if (deed.equals("prepare")) {
                loop.sleep(Duration.ofSeconds(6));
                site.target = "cp3";
            }
        };

        var result = run();

        assertThat(result.ending()).isEqualTo(Ending.INCONCLUSIVE);
        assertThat(result.reason()).contains("kube-scheduler-cp3", "before: ", "kube-scheduler-cp2");
        assertThat(site.deeds).contains("prepare").doesNotContain("arm", "inject");
    }

    @Test
    void guards_are_asked_again_when_making_ready_took_long() {
        site.before = deed -> {
            if (deed.equals("prepare")) {
                loop.sleep(Duration.ofSeconds(6));
                site.degraded = List.of("node cp3 is not Ready");
            }
        };

        var result = run();

        assertThat(result.ending()).isEqualTo(Ending.REFUSED);
        assertThat(result.reason()).contains("degraded: node cp3 is not Ready");
        assertThat(site.deeds).doesNotContain("arm", "inject");
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
    void lock_of_another_run_is_not_given_back() {
        site.holder = Optional.of("run r0 on host a");

        var result = run();

        assertThat(result.ending()).isEqualTo(Ending.REFUSED);
        assertThat(result.reason()).contains("r0");
        assertThat(site.deeds).containsExactly("lock");
    }

    @Test
    void open_journal_of_an_earlier_run_is_refused() {
        site.open = Set.of("r0");

        assertThat(run().reason()).contains("r0", "lacuna recover");
        assertThat(site.deeds).containsExactly("lock", "cleanUp", "unlock");
    }

    @Test
    void lacking_right_is_named() {
        site.lacking = List.of(new Right("get", "", "pods", ""));
        site.degraded = List.of("node cp3 is not Ready");

        var result = run();

        assertThat(result.ending()).isEqualTo(Ending.UNREACHABLE);
        assertThat(result.reason()).contains("get pods");
        assertThat(site.deeds).contains("propose").doesNotContain("prepare", "arm");
    }

    @Test
    void rights_of_every_run_are_asked_for_before_anything_is_read() {
        site.lacking = List.of(new Right("list", "", "nodes", ""));
        site.targetless = Optional.of(new FaultException(FaultException.Kind.NO_TARGET, "no pod matches"));

        var result = run();

        assertThat(result.ending()).isEqualTo(Ending.UNREACHABLE);
        assertThat(result.reason()).contains("list nodes");
        assertThat(site.deeds).isEmpty();
    }

    @Test
    void automatic_pause_waits_before_the_first_trial_for_what_passes_by_itself() {
        site.degraded = List.of("pod kube-system/etcd-cp3 is not Ready");
        mendAfterProposals(9);

        var result = run(Sheet.of(new Trials(1, new Pause.Auto()), Duration.ofSeconds(5), "poked"), proposals -> true);

        assertThat(result.ending()).isEqualTo(Ending.PASSED);
        assertThat(events)
                .filteredOn(event -> event instanceof Event.Entered entered
                        && entered.doing().contains("etcd-cp3 is not Ready"))
                .hasSize(1);
    }

    @Test
    void fixed_pause_waits_for_nothing_before_the_first_trial() {
        site.degraded = List.of("pod kube-system/etcd-cp3 is not Ready");
        mendAfterProposals(2);

        assertThat(run().ending()).isEqualTo(Ending.REFUSED);
    }

    private void mendAfterProposals(int count) {
        site.before = deed -> {
            if (site.deeds.stream().filter("propose"::equals).count() >= count) {
                site.degraded = List.of();
            }
        };
    }

    @Test
    void each_injection_is_asked_for_on_its_own() {
        var sheet = Sheet.of(
                new Trials(1, new Pause.Fixed(Duration.ofSeconds(4))), Duration.ofSeconds(5), "poked", "prodded");

        var result = run(sheet, proposals -> {
            site.deeds.add("ask for " + proposals.size());
            return !site.deeds.contains("inject");
        });

        assertThat(result.ending()).isEqualTo(Ending.REFUSED);
        assertThat(result.reason()).contains("the user said no");
        assertThat(site.deeds)
                .containsSubsequence("ask for 1", "inject", "confirm", "ask for 1", "heal")
                .containsOnlyOnce("inject");
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

    @Test
    void what_safeguards_can_not_see_is_told() {
        site.warnings = List.of("this runner's own node is not known");

        run();

        assertThat(events).contains(new Event.Warned("this runner's own node is not known"));
    }

    @Test
    void nothing_to_hit_is_an_error_of_the_scenario() {
        site.targetless = Optional.of(new FaultException(FaultException.Kind.NO_TARGET, "no pod matches"));

        assertThat(run().ending()).isEqualTo(Ending.NO_TARGET);
    }
}
