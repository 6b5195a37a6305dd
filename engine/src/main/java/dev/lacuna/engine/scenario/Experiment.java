package dev.lacuna.engine.scenario;

import dev.lacuna.engine.fault.FaultSpec;
import dev.lacuna.engine.scenario.shape.Origin;
import java.time.Duration;
import java.util.Optional;

/**
 * One fault, with its name and its time.
 *
 * @param name unique in its scenario
 * @param at when to begin, counted from the start of the first experiment; empty: when the one before is over
 * @param lasting how long the fault holds; empty where the kind has no length of its own, or it was left out
 */
public record Experiment(
        String name, Optional<Duration> at, Optional<Duration> lasting, FaultSpec fault, Origin origin) {

    /** The key that stands for its fault. */
    public String kind() {
        return fault.kind();
    }
}
