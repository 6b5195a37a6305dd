package dev.lacuna.runner.command;

import dev.lacuna.engine.scenario.format.ScenarioFormat;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.engine.time.VirtualLoop;
import dev.lacuna.runner.cluster.Connector;
import dev.lacuna.runner.view.Terminal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What commands have of the world outside.
 *
 * @param folder the working folder: where lacuna.yaml may be, and lacuna-runs is made
 * @param format of scenarios; made when it is asked for
 * @param connector to clusters; made when it is asked for
 */
public record Outside(
        Map<String, String> environment,
        Path folder,
        Terminal terminal,
        Supplier<ScenarioFormat> format,
        Supplier<Connector> connector,
        Beat beat) {

    public Outside {
        environment = Map.copyOf(environment);
    }

    /** Time, chance and signals. */
    public interface Beat {
        /** What the wall clock shows when a rehearsal begins; a moment like any other. */
        Instant REHEARSALS_BEGIN = Instant.parse("2026-01-01T00:00:00Z");

        /** A loop for one run. {@link #close} it afterwards. */
        Loop loop(long seed);

        /** A loop in virtual time for one rehearsal: the same seed, the same course of events, at the same moments of its wall clock. */
        default Loop rehearsalLoop(long seed) {
            return new VirtualLoop(seed, REHEARSALS_BEGIN);
        }

        void close(Loop loop);

        /** A seed that nobody named; another one at each call. */
        long freshSeed();

        Signals signals();
    }
}
