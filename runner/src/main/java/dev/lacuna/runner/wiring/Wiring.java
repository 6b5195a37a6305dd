package dev.lacuna.runner.wiring;

import dev.lacuna.engine.scenario.format.ScenarioFormat;
import dev.lacuna.experiments.Experiments;
import dev.lacuna.runner.cluster.Connector;

/** The parts of the program. */
public final class Wiring {

    private Wiring() {}

    /** Scenarios with every fault and probe that there is. */
    public static ScenarioFormat format() {
        return Experiments.format();
    }

    public static Connector connector() {
        return new AnyConnector(new LiveConnector(System.getenv()), new RehearsalConnector());
    }
}
