package dev.lacuna.runner.command;

import dev.lacuna.engine.scenario.format.ScenarioFormat;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.runner.cluster.Connector;
import dev.lacuna.runner.view.Terminal;
import java.nio.file.Path;
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

        /** A loop for one run. {@link #close} it afterwards. */
        Loop loop(long seed);

        void close(Loop loop);

        /** A seed that nobody named; another one at each call. */
        long freshSeed();

        Signals signals();
    }
}
