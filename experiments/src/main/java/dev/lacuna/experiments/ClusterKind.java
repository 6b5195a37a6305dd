package dev.lacuna.experiments;

import dev.lacuna.engine.fault.Fault;
import dev.lacuna.engine.scenario.Experiment;
import dev.lacuna.engine.scenario.format.FaultKind;
import dev.lacuna.experiments.controlplane.ControlPlane;
import java.util.function.Function;

/**
 * A kind of fault: how a scenario writes it, and what it is on a cluster. Each fault's package has one; {@link Experiments} lists them.
 *
 * @param on makes the fault of an experiment of this kind
 */
public record ClusterKind(FaultKind kind, Function<Order, Fault> on) {

    /**
     * What a fault is made from.
     *
     * @param seed of its random choices
     */
    public record Order(Experiment experiment, ControlPlane cluster, long seed) {}
}
