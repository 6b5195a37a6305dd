package dev.lacuna.engine.run;

import dev.lacuna.engine.event.Event;
import dev.lacuna.engine.event.EventStream;
import dev.lacuna.engine.fault.ClusterFailure;
import dev.lacuna.engine.fault.FaultException;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.engine.time.Overdue;
import dev.lacuna.engine.time.Stopped;
import java.time.Duration;
import java.util.List;

/** What a trial makes sure of before each of its injections: that the guards agree to what would be hit by now, and so does the user. */
final class Clearance implements Gate {
    private static final Duration TRY_AGAIN = Duration.ofMillis(500);

    /** A leader that was hit is replaced within 24 s with Kubernetes' usual timers (docs/mechanics.md); nobody leads until then. */
    private static final Duration TARGET_PATIENCE = Duration.ofSeconds(60);

    private static final Duration STEADY_PATIENCE = Duration.ofSeconds(60);

    private final Trial.Parts parts;
    private final int number;
    private final List<Step> steps;
    private final Probes probes;
    private final Allowance allowance;
    private final Stage stage;
    private long clearedAt;

    Clearance(Trial.Parts parts, List<Step> steps, Probes probes, Allowance allowance, Stage stage) {
        this.parts = parts;
        this.number = stage.trial();
        this.steps = List.copyOf(steps);
        this.probes = probes;
        this.allowance = allowance;
        this.stage = stage;
        this.clearedAt = parts.loop().now();
    }

    /** For the first injection, once all is ready. The baseline, the helpers and a question take minutes, in which another one may have come to lead. */
    void first(Loop waiting) {
        ask(steps.get(0), waiting);
        if (waiting.now() - clearedAt > Course.FRESH.toNanos()) {
            parts.preflight().requireStillClear(number, steps, waiting);
        }
    }

    /** Whom the trial's own faults have made hard to find may show soon: the next leader is elected in some seconds. */
    @Override
    public void lookAgain(Step step, Loop waiting) {
        long until = waiting.now() + TARGET_PATIENCE.toNanos();
        while (true) {
            try {
                step.proposal = parts.preflight().clearLater(step, steps, waiting);
                step.strike = step.fault.prepare(step.proposal, waiting);
                events().publish(new Event.Proposed(number, step.name(), step.experiment.kind(), step.proposal));
                return;
            } catch (FaultException | ClusterFailure | Overdue e) {
                if (!passes(e) || waiting.now() >= until) {
                    throw e;
                }
            }
            waiting.sleep(TRY_AGAIN);
        }
    }

    private static boolean passes(RuntimeException failure) {
        return !(failure instanceof FaultException fault)
                || fault.kind() == FaultException.Kind.NO_TARGET
                || fault.kind() == FaultException.Kind.NO_LEADER
                || fault.kind() == FaultException.Kind.TARGET_CHANGED;
    }

    /** The baseline may be minutes ago. What is bad already can't be told from what the fault does. */
    @Override
    public void steady(Loop waiting) {
        long until = Math.min(waiting.now() + STEADY_PATIENCE.toNanos(), allowance.end());
        if (!probes.awaitSteady(waiting, Duration.ZERO, until, () -> true)) {
            throw new FaultException(
                    FaultException.Kind.FAILED,
                    "the cluster was not steady any more right before the fault, so nothing was injected: "
                            + probes.state());
        }
    }

    @Override
    public void ask(Step step, Loop waiting) {
        boolean yes = allowance.without(waiting, () -> parts.settings().ask().test(List.of(step.proposal), waiting));
        if (!yes) {
            throw new Stopped("the user said no");
        }
    }

    @Override
    public void entering(RunState state, String doing) {
        stage.enter(state, doing, allowance.left(parts.loop().now()));
    }

    private EventStream events() {
        return parts.events();
    }
}
