package dev.lacuna.engine.run;

import dev.lacuna.engine.fault.Fault;
import dev.lacuna.engine.fault.Injection;
import dev.lacuna.engine.fault.Proof;
import dev.lacuna.engine.fault.Proposal;
import dev.lacuna.engine.fault.Strike;
import dev.lacuna.engine.scenario.Experiment;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One experiment on its way through a trial. Used by the run's thread only. */
final class Step {
    final Experiment experiment;
    final Fault fault;
    final Proposal proposal;

    @Nullable
    Strike strike;

    @Nullable
    Injection injection;

    @Nullable
    Proof proof;

    @Nullable
    Long healedAt;

    /** Whether something may be in force: from arming on, until healing has been verified. */
    boolean armed;

    List<String> leftovers = List.of();

    Step(Experiment experiment, Fault fault, Proposal proposal) {
        this.experiment = experiment;
        this.fault = fault;
        this.proposal = proposal;
    }

    Strike resolved() {
        if (strike == null) {
            throw new IllegalStateException("experiment `" + experiment.name() + "` was not prepared");
        }
        return strike;
    }

    ExperimentResult result() {
        return new ExperimentResult(
                experiment.name(),
                experiment.fault().kind(),
                proposal,
                Optional.ofNullable(injection),
                Optional.ofNullable(proof),
                Optional.ofNullable(healedAt),
                leftovers);
    }
}
