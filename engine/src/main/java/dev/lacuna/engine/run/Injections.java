package dev.lacuna.engine.run;

import dev.lacuna.engine.event.EventStream;
import dev.lacuna.engine.explanation.Milestone;
import dev.lacuna.engine.time.Interval;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.engine.time.StopSignal;
import dev.lacuna.engine.time.Stopped;
import dev.lacuna.engine.time.Strands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A trial's experiments, each on its own course and at its own time: none waits for another one's proof or healing, unless it begins after it. When one of them fails,
 * or is not proved, the others are let go and everything is healed. Called by the run's thread.
 */
final class Injections {
    private final List<Step> steps;
    private final Healing healing;
    private final Trialwide trial;
    private final StopSignal halt = new StopSignal();
    private Optional<Long> start = Optional.empty();
    private @Nullable Throwable failure;

    /** What all experiments of a trial share. */
    record Trialwide(int number, Chronicle chronicle, EventStream events, Healing healing, Gate gate) {}

    Injections(List<Step> steps, Trialwide trial) {
        this.steps = List.copyOf(steps);
        this.trial = trial;
        this.healing = trial.healing();
    }

    void prepare(Loop loop) {
        for (Step step : steps) {
            step.strike = step.fault.prepare(step.proposal, loop);
        }
    }

    /**
     * Returns when every experiment is over, or one of them is not proved.
     *
     * @param bounded makes of a steadfast loop the one that ends with the trial's time, or by a signal
     * @throws RuntimeException what the first of them failed with
     */
    void injectAll(Loop loop, UnaryOperator<Loop> bounded) {
        List<Course> courses = new ArrayList<>();
        List<Consumer<Loop>> strands = new ArrayList<>();
        for (Step step : steps) {
            var before = courses.isEmpty() ? null : courses.get(courses.size() - 1);
            var course = new Course(step, trial, this);
            courses.add(course);
            strands.add(own -> run(step, own, waiting -> take(course, before, waiting, own), bounded));
        }
        Strands.together(loop, strands);
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof RuntimeException unchecked) {
            throw unchecked;
        }
    }

    private void take(Course course, @Nullable Course before, Loop waiting, Loop steadfast) {
        var shift = course.shift();
        if (before == null) {
            course.first(waiting, steadfast);
        } else if (shift.isPresent()) {
            course.at(shift.get(), waiting, steadfast);
        } else {
            course.after(before, waiting, steadfast);
        }
    }

    /** Of several experiments each is ended by its own course, at once: one that takes long to heal must not keep another one in force. */
    private void run(Step step, Loop steadfast, Consumer<Loop> course, UnaryOperator<Loop> bounded) {
        try {
            course.accept(halt.over(bounded.apply(steadfast)));
            if (!step.proved() || step.armed) {
                halt.raise("`" + step.name() + "` is not proved, or not healed", steadfast);
            }
        } catch (RuntimeException | Error e) {
            boolean letGo = e instanceof Stopped && halt.reason().isPresent();
            failure = failure == null && !letGo ? e : failure;
            halt.raise("`" + step.name() + "` could not go on", steadfast);
        }
        if (steps.size() > 1) {
            healing.heal(List.of(step), steadfast, Duration.ZERO);
        }
    }

    /** The trial's time of faults begins: the moment from which `at` counts. */
    void begin(long now) {
        start = Optional.of(now);
    }

    Optional<Long> start() {
        return start;
    }

    /** Heals everything that may be in force; never stopped, never in vain before {@code patience} is over. */
    void healAll(Loop steadfast, Duration patience) {
        healing.heal(steps, steadfast, patience);
    }

    /** Why what the probes saw may not be judged, if something speaks against the fault of one of the experiments. */
    Optional<String> unproved() {
        var refuted = steps.stream().filter(step -> step.proof != null && !step.proved());
        var open = steps.stream().filter(step -> step.proof == null);
        return Stream.concat(refuted, open)
                .findFirst()
                .map(step -> "the fault of `%s` is not proved: %s".formatted(step.name(), whyUnproved(step)));
    }

    private static String whyUnproved(Step step) {
        if (step.proof != null) {
            return String.join("; ", step.proof.evidence());
        }
        return step.injection == null ? "it was not injected" : "the trial ended before";
    }

    List<Milestone> milestones() {
        return steps.stream()
                .flatMap(step -> Optional.ofNullable(step.strike).stream())
                .flatMap(strike -> strike.milestones().stream())
                .toList();
    }

    /** When the first fault took effect. */
    Optional<Interval> effect() {
        return steps.stream()
                .flatMap(step -> Optional.ofNullable(step.injection).stream())
                .map(injection -> injection.effect())
                .min(Comparator.comparingLong(Interval::lower));
    }
}
