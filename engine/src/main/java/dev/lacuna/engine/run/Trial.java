package dev.lacuna.engine.run;

import dev.lacuna.engine.event.Event;
import dev.lacuna.engine.event.EventStream;
import dev.lacuna.engine.fault.ClusterFailure;
import dev.lacuna.engine.fault.FaultException;
import dev.lacuna.engine.journal.JournalException;
import dev.lacuna.engine.probe.Gap;
import dev.lacuna.engine.probe.Probe;
import dev.lacuna.engine.scenario.Scenario;
import dev.lacuna.engine.slo.Measurement;
import dev.lacuna.engine.slo.Verdict;
import dev.lacuna.engine.time.Interval;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.engine.time.Overdue;
import dev.lacuna.engine.time.StopSignal;
import dev.lacuna.engine.time.Stopped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One trial: baseline, prepare, inject, confirm, observe, heal. Runs on the run's thread; whatever happens in it, it heals before it returns. */
final class Trial {
    private static final Logger LOG = LoggerFactory.getLogger(Trial.class);

    /** How long probes may take to be healthy all at once, beyond the time for which they must stay so. */
    private static final Duration BASELINE_PATIENCE = Duration.ofSeconds(60);

    /** No outage shows at once: a trial looks on for so long after the effect, even if nothing seems to be hit. */
    private static final Duration LOOK_ON = Duration.ofSeconds(10);

    /** All probes are healthy together for so long before a recovery counts as complete. */
    private static final Duration STAY_WELL = Duration.ofSeconds(3);

    private static final Duration HEALING_PATIENCE = Duration.ofSeconds(60);

    /** For so long what the guards have said holds: the baseline, the helpers and a question take minutes, in which another one may have come to lead. */
    private static final Duration CLEARED_FOR = Duration.ofSeconds(5);

    private final Parts parts;
    private final int number;
    private final Loop loop;
    private final Loop stoppable;
    private RunState state = RunState.PREFLIGHT;
    private long clearedAt;

    /** What a trial works with. */
    record Parts(
            Scenario scenario,
            Site site,
            Preflight preflight,
            Chronicle chronicle,
            EventStream events,
            Loop loop,
            StopSignal signal,
            RunSettings settings) {}

    Trial(Parts parts, int number) {
        this.parts = parts;
        this.number = number;
        this.loop = parts.loop();
        this.stoppable = parts.signal().over(loop);
    }

    /** @throws RunRefused when nothing was done because something speaks against it */
    TrialResult execute(Duration patience) {
        parts.events().publish(new Event.TrialBegan(number));
        enter(RunState.PREFLIGHT, "looking for the target and asking the guards", patience);
        var steps = parts.preflight().clear(number, stoppable, parts.events(), patience);
        clearedAt = loop.now();
        tellOutlooks(steps);
        var injections = new Injections(number, steps, parts.chronicle(), parts.events());
        var probes = probes(steps);
        var abort = new AbortWatch(probes, parts.scenario().safeguards().abortWhen(), parts.signal(), loop);
        probes.start(parts.events(), number);
        Outcome outcome;
        @Nullable RunRefused refusal = null;
        try {
            outcome = disturb(steps, injections, probes, abort);
        } catch (Stopped e) {
            outcome = Outcome.unmeasured(Verdict.ABORTED, e.getMessage() == null ? "stopped" : e.getMessage());
        } catch (FaultException e) {
            outcome = Outcome.unmeasured(
                    e.kind() == FaultException.Kind.UNSAFE ? Verdict.ABORTED : Verdict.INCONCLUSIVE,
                    String.valueOf(e.getMessage()));
            refusal = injections.effect().isEmpty() ? refusal(e) : null;
        } catch (ClusterFailure | Overdue | JournalException e) {
            outcome = Outcome.unmeasured(Verdict.INCONCLUSIVE, e.getMessage() == null ? e.toString() : e.getMessage());
        } catch (RuntimeException e) {
            LOG.atError().addKeyValue("trial", number).setCause(e).log("a trial ended by a failure of the program");
            outcome = Outcome.unmeasured(Verdict.INCONCLUSIVE, "the trial could not go on: " + e);
        } finally {
            abort.stop();
            heal(injections);
        }
        var result = result(outcome, steps, injections, probes);
        stop(probes);
        parts.events().publish(new Event.TrialEnded(number, result.verdict().name(), result.reason()));
        if (refusal != null && !result.leaves()) {
            throw refusal;
        }
        return result;
    }

    /** What no other trial would mend ends the run, with an exit code of its own. */
    private static @Nullable RunRefused refusal(FaultException failure) {
        return switch (failure.kind()) {
            case NOT_READY, UNSAFE -> new RunRefused(Ending.of(failure), String.valueOf(failure.getMessage()));
            case NO_TARGET, UNSUPPORTED, TARGET_CHANGED, FAILED -> null;
        };
    }

    /** @param measured whether what the probes saw may be judged: only where the fault is proved */
    private record Outcome(Verdict verdict, String reason, boolean measured) {
        static Outcome unmeasured(Verdict verdict, String reason) {
            return new Outcome(verdict, reason, false);
        }
    }

    /** What the probes saw. */
    private record Seen(Outcome outcome, Map<String, Measurement> measures, Map<String, List<Gap>> gaps) {}

    private Outcome disturb(List<Step> steps, Injections injections, Probes probes, AbortWatch abort) {
        var hold = parts.scenario().steadyState().hold();
        enter(
                RunState.BASELINE,
                "waiting until every probe has been healthy for " + hold.toSeconds() + " s",
                hold.plus(BASELINE_PATIENCE));
        if (!probes.awaitSteady(
                stoppable, hold, loop.now() + hold.plus(BASELINE_PATIENCE).toNanos(), () -> true)) {
            return Outcome.unmeasured(
                    Verdict.INCONCLUSIVE,
                    "the cluster was not steady before the fault, so nothing was injected: " + probes.state());
        }
        enter(RunState.PREPARE, "making the nodes' helpers ready", Duration.ofSeconds(60));
        injections.prepare(stoppable);
        ask(steps.get(0));
        lookAgain(steps);
        abort.start();
        long limit = loop.now() + parts.scenario().safeguards().maxDuration().toNanos();
        injections.injectAll(
                stoppable,
                loop,
                this::ask,
                next -> enter(next, next == RunState.INJECT ? "injecting" : "looking for the proof", remaining(limit)));
        var unproved = injections.unproved();
        if (unproved.isPresent()) {
            return Outcome.unmeasured(Verdict.INCONCLUSIVE, unproved.get());
        }
        return observe(injections, probes, limit);
    }

    /** @throws Stopped when the answer is no, or a signal comes first */
    private void ask(Step step) {
        if (!parts.settings().ask().test(List.of(step.proposal))) {
            throw new Stopped("the user said no");
        }
    }

    private void lookAgain(List<Step> steps) {
        if (loop.now() - clearedAt > CLEARED_FOR.toNanos()) {
            parts.preflight().requireStillClear(number, steps, stoppable);
        }
    }

    private Outcome observe(Injections injections, Probes probes, long limit) {
        enter(RunState.OBSERVE, "waiting for all evidence of recovery", remaining(limit));
        if (injections.anyArmed()) {
            injections.healAll(loop, HEALING_PATIENCE);
        }
        var broken = injections.unproved();
        if (broken.isPresent()) {
            return Outcome.unmeasured(Verdict.INCONCLUSIVE, broken.get());
        }
        var effect = injections.effect().orElseThrow();
        long lookUntil = effect.upper() + LOOK_ON.toNanos();
        boolean recovered = probes.awaitSteady(
                stoppable, STAY_WELL, limit, () -> loop.now() >= lookUntil && probes.recovered(effect));
        return recovered
                ? new Outcome(Verdict.PASS, "", true)
                : new Outcome(
                        Verdict.INCONCLUSIVE,
                        "not recovered within maxDuration ("
                                + parts.scenario().safeguards().maxDuration().toSeconds() + " s): " + probes.state(),
                        true);
    }

    private void heal(Injections injections) {
        enter(RunState.HEAL, "ending every fault and looking for what is left", HEALING_PATIENCE);
        injections.healAll(loop, HEALING_PATIENCE);
    }

    private TrialResult result(Outcome outcome, List<Step> steps, Injections injections, Probes probes) {
        enter(RunState.JUDGE, "measuring", Duration.ZERO);
        Optional<Interval> effect = injections.effect();
        var seen = seen(outcome, effect, probes);
        boolean again = steps.stream().anyMatch(step -> step.proof != null && step.proof.again());
        var result = new TrialResult(
                number,
                seen.outcome.verdict(),
                seen.outcome.reason(),
                again,
                effect,
                steps.stream().map(Step::result).toList(),
                seen.measures,
                seen.gaps);
        parts.events().publish(new Event.Measured(result.number(), effect, seen.measures, seen.gaps));
        if (!seen.measures.isEmpty()) {
            explain(effect.orElseThrow(), injections, probes);
        }
        return result;
    }

    /** Never fails: what is left of a fault must be told, whatever became of the probes. */
    private Seen seen(Outcome outcome, Optional<Interval> effect, Probes probes) {
        long end = loop.now();
        try {
            Map<String, Measurement> measures =
                    outcome.measured ? probes.measures(effect.orElseThrow(), end) : Map.of();
            return new Seen(outcome, measures, probes.gaps(end));
        } catch (RuntimeException e) {
            LOG.atError().addKeyValue("trial", number).setCause(e).log("what the probes saw could not be measured");
            var reason = "what the probes saw could not be measured: " + e;
            return new Seen(
                    Outcome.unmeasured(outcome.verdict.orWorse(Verdict.INCONCLUSIVE), reason), Map.of(), Map.of());
        }
    }

    /** Before the first trial, so that nobody is hit for a bound that can't be met. What can't be foreseen keeps no run from going on. */
    private void tellOutlooks(List<Step> steps) {
        if (number > 1) {
            return;
        }
        try {
            var outlooks = parts.preflight().outlooks(steps, stoppable);
            parts.events().publish(new Event.Foreseen(outlooks));
            outlooks.forEach(outlook ->
                    outlook.warning().ifPresent(text -> parts.events().publish(new Event.Warned(text))));
        } catch (FaultException | ClusterFailure | Overdue e) {
            LOG.atWarn().addKeyValue("trial", number).setCause(e).log("what timers say of the SLOs could not be read");
        }
    }

    /** An explanation that fails takes nothing back of what was measured. */
    private void explain(Interval effect, Injections injections, Probes probes) {
        try {
            parts.events().publish(new Event.Explained(number, probes.breakdowns(effect, injections.milestones())));
        } catch (RuntimeException e) {
            LOG.atError().addKeyValue("trial", number).setCause(e).log("where the time went could not be told");
        }
    }

    private void stop(Probes probes) {
        try {
            probes.stop();
        } catch (RuntimeException e) {
            parts.events().publish(new Event.Warned("the probes of trial " + number + " could not be stopped: " + e));
        }
    }

    private Probes probes(List<Step> steps) {
        List<Probe> all = new ArrayList<>();
        parts.scenario().probes().forEach(spec -> all.add(parts.site().probe(spec)));
        var elections = new TreeSet<String>();
        steps.forEach(step -> elections.addAll(step.proposal.elections()));
        elections.forEach(election -> all.add(parts.site().election(election)));
        return new Probes(all, loop);
    }

    private Duration remaining(long limit) {
        return Duration.ofNanos(Math.max(0, limit - loop.now()));
    }

    private void enter(RunState next, String doing, Duration atMost) {
        if (state != next && !state.next().contains(next)) {
            throw new IllegalStateException("a trial can't go from " + state + " to " + next);
        }
        state = next;
        parts.events().publish(new Event.Entered(number, next.name(), doing, atMost));
    }
}
