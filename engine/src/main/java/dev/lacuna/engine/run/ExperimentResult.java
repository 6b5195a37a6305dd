package dev.lacuna.engine.run;

import dev.lacuna.engine.fault.Injection;
import dev.lacuna.engine.fault.Proof;
import dev.lacuna.engine.fault.Proposal;
import java.util.List;
import java.util.Optional;

/**
 * What became of one experiment in one trial.
 *
 * @param healedAt on the run's monotonic clock; empty when it could not be healed, or was never injected
 */
public record ExperimentResult(
        String name,
        String kind,
        Proposal proposal,
        Optional<Injection> injection,
        Optional<Proof> proof,
        Optional<Long> healedAt,
        List<String> leftovers) {

    public ExperimentResult {
        leftovers = List.copyOf(leftovers);
    }
}
