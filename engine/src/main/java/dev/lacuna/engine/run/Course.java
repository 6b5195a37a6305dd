package dev.lacuna.engine.run;

import dev.lacuna.engine.event.Event;
import dev.lacuna.engine.fault.Proof;
import dev.lacuna.engine.journal.JournalEntry;
import dev.lacuna.engine.time.Deadline;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.engine.time.TimeOver;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One experiment from its time to its healing. Runs on a strand of its own where a trial has several. */
final class Course {
    /** For so long a target that was looked up counts as the one that is there. Whoever is hit later is looked up again. */
    static final Duration FRESH = Duration.ofSeconds(5);

    static final Duration HEALING_PATIENCE = Duration.ofSeconds(60);
    private static final Duration LATE = Duration.ofSeconds(1);

    private final Step step;
    private final Injections.Trialwide trial;
    private final Injections all;
    private boolean over;

    Course(Step step, Injections.Trialwide trial, Injections all) {
        this.step = step;
        this.trial = trial;
        this.all = all;
    }

    /** Whether it has come to its end: proved, its time over, healed. */
    boolean over() {
        return over;
    }

    /** Its `at`, if it has one. */
    Optional<Duration> shift() {
        return step.experiment.at();
    }

    /** Of the trial's first experiment. */
    void first(Loop waiting, Loop steadfast) {
        trial.gate().entering(RunState.INJECT, "injecting");
        announce(waiting);
        trial.gate().steady(waiting);
        all.begin(waiting.now());
        inject(waiting);
        goOn(waiting, steadfast);
    }

    /** Of a later one that begins at its own time, whatever the others do; looked up anew shortly before, unless that was just done. */
    void at(Duration shift, Loop waiting, Loop steadfast) {
        waiting.await(() -> all.start().isPresent(), Long.MAX_VALUE);
        long start = all.start().orElseThrow();
        long due = start + shift.toNanos();
        long lookAt = due - FRESH.toNanos();
        if (lookAt > start) {
            waiting.await(() -> false, lookAt);
            trial.gate().lookAgain(step, waiting);
        }
        trial.gate().ask(step, waiting);
        announce(waiting);
        waiting.await(() -> false, due);
        trial.gate().entering(RunState.INJECT, "injecting");
        inject(waiting);
        tellIfLate(due, shift);
        goOn(waiting, steadfast);
    }

    /** Of a later one that begins when the one before is over. */
    void after(Course before, Loop waiting, Loop steadfast) {
        waiting.await(before::over, Long.MAX_VALUE);
        trial.gate().lookAgain(step, waiting);
        trial.gate().ask(step, waiting);
        trial.gate().entering(RunState.INJECT, "injecting");
        announce(waiting);
        inject(waiting);
        goOn(waiting, steadfast);
    }

    /** The journal first, then whatever ends the fault by itself. */
    private void announce(Loop waiting) {
        var strike = step.resolved();
        trial.chronicle().intent(trial.number(), step.name(), strike.intent(), waiting);
        step.armed = true;
        strike.arm(waiting);
        trial.chronicle()
                .step(
                        JournalEntry.Step.ARMED,
                        trial.number(),
                        step.name(),
                        strike.intent().revert());
    }

    private void inject(Loop waiting) {
        var strike = step.resolved();
        step.injection = strike.inject(waiting);
        var what = strike.intent().what();
        trial.chronicle().step(JournalEntry.Step.INJECTED, trial.number(), step.name(), what);
        trial.events().publish(new Event.Injected(trial.number(), step.name(), what, step.injection));
    }

    private void tellIfLate(long due, Duration shift) {
        if (step.injection != null && step.injection.command().lower() - due > LATE.toNanos()) {
            trial.events()
                    .publish(new Event.Warned(String.format(
                            Locale.ROOT,
                            "`%s` came %.1f s later than its `at` of %.1f s: to look up its target, or the answer to a question, took longer than there was time",
                            step.name(),
                            (step.injection.command().lower() - due) / 1e9,
                            shift.toNanos() / 1e9)));
        }
    }

    private void goOn(Loop waiting, Loop steadfast) {
        trial.gate().entering(RunState.CONFIRM, "looking for the proof");
        step.proof = confirm(waiting);
        trial.events().publish(new Event.Confirmed(trial.number(), step.name(), step.proof));
        if (step.proof.held()) {
            hold(waiting);
            trial.healing().heal(List.of(step), steadfast, HEALING_PATIENCE);
            over = !step.armed;
        }
    }

    /** Not beyond the fault's own time: then it is to be healed, proved or not. */
    private Proof confirm(Loop waiting) {
        var due = step.healDue();
        if (due.isEmpty()) {
            return step.resolved().confirm(waiting);
        }
        try {
            return step.resolved()
                    .confirm(Deadline.over(waiting, due::get, "the fault's time was over before it was proved"));
        } catch (TimeOver e) {
            if (waiting.now() < due.get()) {
                throw e;
            }
            return Proof.missing(List.of(String.valueOf(e.getMessage())));
        }
    }

    private void hold(Loop waiting) {
        step.healDue().filter(due -> due > waiting.now()).ifPresent(due -> {
            trial.gate().entering(RunState.CONFIRM, "keeping the fault in force");
            waiting.await(() -> false, due);
        });
    }
}
