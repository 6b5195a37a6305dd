package dev.lacuna.engine.run;

import dev.lacuna.engine.event.Event;
import dev.lacuna.engine.event.EventStream;
import dev.lacuna.engine.explanation.Milestone;
import dev.lacuna.engine.fault.ClusterFailure;
import dev.lacuna.engine.fault.FaultException;
import dev.lacuna.engine.fault.Proof;
import dev.lacuna.engine.journal.JournalEntry;
import dev.lacuna.engine.time.Interval;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.engine.time.Overdue;
import dev.lacuna.engine.time.Stopped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Takes a trial's experiments through arm, inject, confirm, hold and heal, each at its time. Used by the run's thread. */
final class Injections {
    private static final Duration TRY_AGAIN = Duration.ofSeconds(1);
    private final int trial;
    private final List<Step> steps;
    private final Chronicle chronicle;
    private final EventStream events;

    Injections(int trial, List<Step> steps, Chronicle chronicle, EventStream events) {
        this.trial = trial;
        this.steps = steps;
        this.chronicle = chronicle;
        this.events = events;
    }

    void prepare(Loop loop) {
        for (Step step : steps) {
            step.strike = step.fault.prepare(step.proposal, loop);
        }
    }

    /**
     * The journal first, then whatever ends the fault by itself, then the deed.
     *
     * @param asking called before each injection but the first, for which it was asked before the trial's time began; throws to end the trial
     */
    void injectAll(Loop stoppable, Loop steadfast, Consumer<Step> asking, Consumer<RunState> entering) {
        Optional<Long> start = Optional.empty();
        for (Step step : steps) {
            if (start.isPresent()) {
                long since = start.get();
                waitUntil(
                        step.experiment
                                .at()
                                .map(shift -> since + shift.toNanos())
                                .orElseGet(this::allHealed),
                        stoppable,
                        steadfast);
                asking.accept(step);
                waitUntil(Long.MIN_VALUE, stoppable, steadfast);
            }
            entering.accept(RunState.INJECT);
            inject(step, stoppable);
            if (start.isEmpty()) {
                start = Optional.of(stoppable.now());
            }
            entering.accept(RunState.CONFIRM);
            step.proof = step.resolved().confirm(stoppable);
            events.publish(new Event.Confirmed(trial, step.experiment.name(), step.proof));
            if (!step.proof.held()) {
                return;
            }
        }
        waitUntil(allHealed(), stoppable, steadfast);
    }

    /** When the last of those that are in force is to be healed; at once where none is. */
    private long allHealed() {
        return steps.stream()
                .filter(step -> step.armed)
                .flatMap(step -> healDue(step).stream())
                .max(Comparator.naturalOrder())
                .orElse(Long.MIN_VALUE);
    }

    private void inject(Step step, Loop loop) {
        var strike = step.resolved();
        chronicle.intent(trial, step.experiment.name(), strike.intent());
        step.armed = true;
        strike.arm(loop);
        chronicle.step(
                JournalEntry.Step.ARMED,
                trial,
                step.experiment.name(),
                strike.intent().revert());
        step.injection = strike.inject(loop);
        chronicle.step(
                JournalEntry.Step.INJECTED,
                trial,
                step.experiment.name(),
                strike.intent().what());
        events.publish(new Event.Injected(
                trial, step.experiment.name(), strike.intent().what(), step.injection));
    }

    /** Waits, and meanwhile heals what is due. */
    private void waitUntil(long when, Loop stoppable, Loop steadfast) {
        while (true) {
            long now = stoppable.now();
            steps.stream()
                    .filter(step -> step.armed
                            && healDue(step).filter(due -> due <= now).isPresent())
                    .forEach(step -> heal(step, steadfast, now));
            if (now >= when) {
                return;
            }
            long next = steps.stream()
                    .filter(step -> step.armed)
                    .flatMap(step -> healDue(step).stream())
                    .filter(due -> due > now)
                    .min(Comparator.naturalOrder())
                    .orElse(when);
            stoppable.await(() -> false, Math.min(next, when));
        }
    }

    private static Optional<Long> healDue(Step step) {
        if (step.injection == null || step.strike == null) {
            return Optional.empty();
        }
        long from = step.injection.command().upper();
        return step.strike.hold().map(length -> from + length.toNanos());
    }

    /** Heals everything that may be in force; never stopped, never in vain before {@code patience} is over. */
    void healAll(Loop steadfast, Duration patience) {
        long until = steadfast.now() + patience.toNanos();
        for (Step step : steps) {
            if (step.armed) {
                heal(step, steadfast, until);
            }
        }
    }

    private void heal(Step step, Loop steadfast, long until) {
        var strike = step.resolved();
        do {
            try {
                strike.heal(steadfast);
                step.leftovers = strike.leftovers(steadfast);
                if (step.leftovers.isEmpty()) {
                    healed(step, steadfast);
                    return;
                }
            } catch (FaultException | ClusterFailure | Overdue e) {
                step.leftovers = List.of(strike.intent().what() + ": " + e.getMessage());
            } catch (RuntimeException e) {
                step.leftovers = List.of(strike.intent().what() + ": " + e);
            }
        } while (steadfast.now() < until && slept(steadfast));
        note(JournalEntry.Step.LEFT, step, String.join("; ", step.leftovers));
        events.publish(new Event.Healed(trial, step.experiment.name(), steadfast.now(), step.leftovers));
    }

    /** An interrupt that meets healing is no reason to leave the next fault in force; only a closed loop can't go on. */
    private static boolean slept(Loop loop) {
        try {
            loop.sleep(TRY_AGAIN);
            return true;
        } catch (Stopped e) {
            return false;
        }
    }

    private void healed(Step step, Loop loop) {
        step.armed = false;
        step.healedAt = loop.now();
        step.resolved().broken().ifPresent(why -> unprove(step, why));
        note(JournalEntry.Step.HEALED, step, "");
        events.publish(new Event.Healed(trial, step.experiment.name(), step.healedAt, List.of()));
    }

    /** A proof says of the moment at which it was found; a fault that was gone later is not what was to be measured. */
    private static void unprove(Step step, String why) {
        if (step.proof != null && step.proof.held()) {
            List<String> evidence = new ArrayList<>(step.proof.evidence());
            evidence.add(why);
            step.proof = Proof.missing(evidence);
        }
    }

    /** Why what the probes saw may not be judged, if something speaks against the fault of one of the experiments. */
    Optional<String> unproved() {
        return steps.stream()
                .filter(step -> step.proof == null || !step.proof.held())
                .findFirst()
                .map(step -> "the fault of `%s` is not proved: %s"
                        .formatted(
                                step.experiment.name(),
                                step.proof == null ? "it was not injected" : String.join("; ", step.proof.evidence())));
    }

    private void note(JournalEntry.Step what, Step step, String text) {
        if (!chronicle.note(what, trial, step.experiment.name(), text)) {
            events.publish(new Event.Warned("the journal could not be written, so it does not say `" + what
                    + "` of experiment `" + step.experiment.name() + "`"));
        }
    }

    List<Milestone> milestones() {
        return steps.stream()
                .flatMap(step -> Optional.ofNullable(step.strike).stream())
                .flatMap(strike -> strike.milestones().stream())
                .toList();
    }

    boolean anyArmed() {
        return steps.stream().anyMatch(step -> step.armed);
    }

    /** When the first fault took effect. */
    Optional<Interval> effect() {
        return steps.stream()
                .flatMap(step -> Optional.ofNullable(step.injection).stream())
                .map(injection -> injection.effect())
                .min(Comparator.comparingLong(Interval::lower));
    }
}
