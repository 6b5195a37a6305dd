package dev.lacuna.engine.run;

import dev.lacuna.engine.event.Label;
import dev.lacuna.engine.fault.Proposal;
import dev.lacuna.engine.time.Loop;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * What one run is told beside its scenario.
 *
 * @param folder for journal and reports; exists
 * @param trials instead of the scenario's number, if given
 * @param consents guards that are overruled, beside the scenario's own
 * @param ask asked right before each injection, with what is injected then and the loop to wait on; false ends the run
 * @param afterAnother whether another scenario was run on this cluster right before: then the first trial waits as long as later ones do
 * @param label what the reports call it
 */
public record RunSettings(
        String runId,
        long seed,
        Path folder,
        Optional<Integer> trials,
        Set<String> consents,
        BiPredicate<List<Proposal>, Loop> ask,
        boolean afterAnother,
        Label label) {

    public RunSettings {
        consents = Set.copyOf(consents);
    }
}
