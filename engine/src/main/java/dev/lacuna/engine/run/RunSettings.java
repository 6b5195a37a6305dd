package dev.lacuna.engine.run;

import dev.lacuna.engine.fault.Proposal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What one run is told beside its scenario.
 *
 * @param folder for journal and reports; exists
 * @param trials instead of the scenario's number, if given
 * @param consents guards that are overruled, beside the scenario's own
 * @param ask asked right before each injection, with what is injected then; false ends the run
 */
public record RunSettings(
        String runId,
        long seed,
        Path folder,
        Optional<Integer> trials,
        Set<String> consents,
        Predicate<List<Proposal>> ask) {

    public RunSettings {
        consents = Set.copyOf(consents);
    }
}
