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

/** One experiment on its way through a trial. Used by the run's thread, or by the strand of its own course. */
final class Step {
    final Experiment experiment;
    final Fault fault;

    /** What it hits, as it was looked up last. */
    Proposal proposal;

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

    String name() {
        return experiment.name();
    }

    Strike resolved() {
        if (strike == null) {
            throw new IllegalStateException("experiment `" + experiment.name() + "` was not prepared");
        }
        return strike;
    }

    /** When it is to be healed, in monotonic nanoseconds; empty before its injection, and for one that is over at once. */
    Optional<Long> healDue() {
        if (injection == null) {
            return Optional.empty();
        }
        long from = injection.command().upper();
        return resolved().hold().map(length -> from + length.toNanos());
    }

    boolean proved() {
        return proof != null && proof.held();
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
