package dev.lacuna.engine.run;

import dev.lacuna.engine.event.Event;
import dev.lacuna.engine.event.EventStream;
import dev.lacuna.engine.fault.ClusterFailure;
import dev.lacuna.engine.fault.FaultException;
import dev.lacuna.engine.probe.Gap;
import dev.lacuna.engine.probe.Probe;
import dev.lacuna.engine.scenario.Scenario;
import dev.lacuna.engine.slo.Measurement;
import dev.lacuna.engine.slo.Verdict;
import dev.lacuna.engine.time.Interval;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.engine.time.Overdue;
import dev.lacuna.engine.time.StopSignal;
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
    private final Parts parts;
    private final int number;
    private final Loop loop;
    private final Stage stage;
    private @Nullable RunRefused refusal;

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
        this.stage = new Stage(number, parts.events());
    }

    /** @throws RunRefused when nothing was done because something speaks against it */
    TrialResult execute(Duration patience) {
        parts.events().publish(new Event.TrialBegan(number));
        stage.enter(RunState.PREFLIGHT, "looking for the target and asking the guards", patience);
        var steps = parts.preflight().clear(number, parts.signal().over(loop), parts.events(), patience);
        tellOutlooks(steps);
        var probes = probes(steps);
        var conduct = conduct(steps, probes);
        probes.start(parts.events(), number);
        var outcome = disturb(conduct, probes);
        var result = result(outcome, steps, conduct.injections(), probes);
        stop(probes);
        parts.events().publish(new Event.TrialEnded(number, result.verdict().name(), result.reason()));
        if (refusal != null && !result.leaves()) {
            throw refusal;
        }
        return result;
    }

    private Attempt.Conduct conduct(List<Step> steps, Probes probes) {
        var allowance = new Allowance(parts.scenario().safeguards().maxDuration(), parts.signal());
        var clearance = new Clearance(parts, steps, probes, allowance, stage);
        var healing = new Healing(number, parts.chronicle(), parts.events());
        var injections = new Injections(
                steps, new Injections.Trialwide(number, parts.chronicle(), parts.events(), healing, clearance));
        return new Attempt.Conduct(injections, clearance, allowance, stage);
    }

    /** To heal may show that a fault was gone before its time: then what seemed to be proved is not, and what the probes saw is of no use. */
    private Outcome disturb(Attempt.Conduct conduct, Probes probes) {
        var outcome = attempt(conduct, probes);
        var unproved = conduct.injections().unproved();
        return outcome.measured() && unproved.isPresent()
                ? Outcome.unmeasured(Verdict.INCONCLUSIVE, unproved.get())
                : outcome;
    }

    private Outcome attempt(Attempt.Conduct conduct, Probes probes) {
        var abort = new AbortWatch(probes, parts.scenario().safeguards().abortWhen(), parts.signal(), loop);
        try {
            return new Attempt(parts, probes, conduct).make(abort);
        } catch (RuntimeException e) {
            if (!Outcome.foreseen(e)) {
                LOG.atError().addKeyValue("trial", number).setCause(e).log("a trial ended by a failure of the program");
            }
            if (e instanceof FaultException fault
                    && conduct.injections().effect().isEmpty()) {
                refusal = refusal(fault);
            }
            return Outcome.of(e, stage.doing());
        } finally {
            abort.stop();
            stage.enter(RunState.HEAL, "ending every fault and looking for what is left", Course.HEALING_PATIENCE);
            conduct.injections().healAll(loop, Course.HEALING_PATIENCE);
        }
    }

    /** What no other trial would mend ends the run, with an exit code of its own. */
    private static @Nullable RunRefused refusal(FaultException failure) {
        return switch (failure.kind()) {
            case NOT_READY, UNSAFE -> new RunRefused(Ending.of(failure), String.valueOf(failure.getMessage()));
            case NO_TARGET, NO_LEADER, UNSUPPORTED, TARGET_CHANGED, FAILED -> null;
        };
    }

    private TrialResult result(Outcome outcome, List<Step> steps, Injections injections, Probes probes) {
        stage.enter(RunState.JUDGE, "measuring", Duration.ZERO);
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

    /** What the probes saw. */
    private record Seen(Outcome outcome, Map<String, Measurement> measures, Map<String, List<Gap>> gaps) {}

    /** Never fails: what is left of a fault must be told, whatever became of the probes. */
    private Seen seen(Outcome outcome, Optional<Interval> effect, Probes probes) {
        long end = loop.now();
        try {
            Map<String, Measurement> measures =
                    outcome.measured() ? probes.measures(effect.orElseThrow(), end) : Map.of();
            return new Seen(outcome, measures, probes.gaps(end));
        } catch (RuntimeException e) {
            LOG.atError().addKeyValue("trial", number).setCause(e).log("what the probes saw could not be measured");
            var reason = "what the probes saw could not be measured: " + e;
            return new Seen(
                    Outcome.unmeasured(outcome.verdict().orWorse(Verdict.INCONCLUSIVE), reason), Map.of(), Map.of());
        }
    }

    /** Before the first trial, so that nobody is hit for a bound that can't be met. What can't be foreseen keeps no run from going on. */
    private void tellOutlooks(List<Step> steps) {
        if (number > 1) {
            return;
        }
        try {
            var outlooks = parts.preflight().outlooks(steps, parts.signal().over(loop));
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
}
