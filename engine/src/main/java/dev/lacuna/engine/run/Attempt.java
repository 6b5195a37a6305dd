package dev.lacuna.engine.run;

import dev.lacuna.engine.slo.Verdict;
import dev.lacuna.engine.time.Interval;
import dev.lacuna.engine.time.Loop;
import java.time.Duration;

/** What one trial does on its way to an outcome: baseline, prepare, inject, observe. Used by the run's thread; whoever calls it heals, whatever it threw. */
final class Attempt {
    /** How long probes may take to be healthy all at once, beyond the time for which they must stay so. */
    private static final Duration BASELINE_PATIENCE = Duration.ofSeconds(60);

    /** No outage shows at once: a trial looks on for so long after the effect, even if nothing seems to be hit. */
    private static final Duration LOOK_ON = Duration.ofSeconds(10);

    /** All probes are healthy together for so long before a recovery counts as complete. */
    private static final Duration STAY_WELL = Duration.ofSeconds(3);

    private final Trial.Parts parts;
    private final Probes probes;
    private final Injections injections;
    private final Clearance clearance;
    private final Allowance allowance;
    private final Stage stage;
    private final Loop bounded;

    Attempt(Trial.Parts parts, Probes probes, Conduct conduct) {
        this.parts = parts;
        this.probes = probes;
        this.injections = conduct.injections();
        this.clearance = conduct.clearance();
        this.allowance = conduct.allowance();
        this.stage = conduct.stage();
        this.bounded = allowance.over(parts.loop());
    }

    /** Its own helpers. */
    record Conduct(Injections injections, Clearance clearance, Allowance allowance, Stage stage) {}

    Outcome make(AbortWatch abort) {
        allowance.begin(parts.loop().now());
        if (!steady()) {
            return Outcome.unmeasured(
                    Verdict.INCONCLUSIVE,
                    "the cluster was not steady before the fault, so nothing was injected: " + probes.state());
        }
        stage.enter(RunState.PREPARE, "making the nodes' helpers ready", Duration.ofSeconds(60));
        injections.prepare(bounded);
        clearance.first(bounded);
        abort.start();
        injections.injectAll(parts.loop(), allowance::over);
        var unproved = injections.unproved();
        return unproved.isPresent() ? Outcome.unmeasured(Verdict.INCONCLUSIVE, unproved.get()) : observe();
    }

    private boolean steady() {
        var hold = parts.scenario().steadyState().hold();
        var patience = hold.plus(BASELINE_PATIENCE);
        stage.enter(
                RunState.BASELINE,
                "waiting until every probe has been healthy for " + hold.toSeconds() + " s",
                patience);
        long until = Math.min(parts.loop().now() + patience.toNanos(), allowance.end());
        return probes.awaitSteady(parts.signal().over(parts.loop()), hold, until, () -> true);
    }

    private Outcome observe() {
        var loop = parts.loop();
        stage.enter(RunState.OBSERVE, "waiting for all evidence of recovery", allowance.left(loop.now()));
        Interval effect = injections.effect().orElseThrow();
        long lookUntil = effect.upper() + LOOK_ON.toNanos();
        boolean recovered = probes.awaitSteady(
                parts.signal().over(loop),
                STAY_WELL,
                allowance.end(),
                () -> loop.now() >= lookUntil && probes.recovered(effect));
        return recovered
                ? new Outcome(Verdict.PASS, "", true)
                : new Outcome(
                        Verdict.INCONCLUSIVE,
                        "not recovered within " + allowance.words() + ": " + probes.state(),
                        true);
    }
}
