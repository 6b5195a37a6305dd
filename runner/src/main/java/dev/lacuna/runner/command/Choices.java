package dev.lacuna.runner.command;

import dev.lacuna.engine.safeguard.Guards;
import dev.lacuna.engine.scenario.shape.Guess;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;

/** What decides, beside scenario and cluster, what a run does; so a plan takes it as well. */
final class Choices {
    @Option(
            names = "--seed",
            paramLabel = "NUMBER",
            description = "Makes the random choices. Left out: a fresh one, which the report tells.")
    private Optional<Long> seed = Optional.empty();

    @Option(names = "--allow", paramLabel = "GUARD", description = "Consent to what this guard refuses. Repeatable.")
    private List<String> allow = List.of();

    Optional<Long> seed() {
        return seed;
    }

    /**
     * The guards that are overruled.
     *
     * @throws CommandFailure for a word that is no guard's
     */
    Set<String> allowed() {
        for (String word : allow) {
            if (!Guards.consents().containsKey(word)) {
                throw CommandFailure.usage("--allow " + word + ": no such guard can be consented to"
                        + Guess.orAllowed(word, Guards.consents().keySet()));
            }
        }
        return Set.copyOf(allow);
    }
}
