package dev.lacuna.experiments.probe;

import dev.lacuna.engine.fault.Right;
import dev.lacuna.engine.probe.Probe;
import dev.lacuna.engine.probe.ProbeSpec;
import dev.lacuna.engine.scenario.format.ProbeHead;
import dev.lacuna.engine.scenario.shape.DurationText;
import dev.lacuna.engine.scenario.shape.Origin;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.controlplane.ControlPlane;
import dev.lacuna.experiments.controlplane.OwnNamespaces;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a scenario asks of a probe of a cluster, and what makes that probe. */
public interface ClusterProbe extends ProbeSpec {

    ProbeHead head();

    /** Its measures without the probe's name: {@code longestGap}. */
    Set<String> shortMeasures();

    /**
     * Makes the probe; it is started once for each trial.
     *
     * @throws dev.lacuna.engine.fault.FaultException when it asks for something that this cluster doesn't have
     */
    Probe on(ControlPlane cluster, Loop loop);

    /** Why a simulated control plane has nothing that it could look at; empty where it has. */
    default Optional<String> unforeseeable(SimulatedApps apps) {
        return Optional.empty();
    }

    /** What the runner must be allowed to do for it. */
    List<Right> rights(OwnNamespaces own);

    /** What it asks, for people: {@code readyz through the balancer}. */
    String asks();

    @Override
    default String words() {
        return "%s: %s, an answer within %s".formatted(kind(), asks(), DurationText.write(head().timeout()));
    }

    @Override
    default String name() {
        return head().name();
    }

    @Override
    default Duration every() {
        return head().every();
    }

    @Override
    default Origin origin() {
        return head().origin();
    }

    @Override
    default Set<String> measures() {
        return shortMeasures().stream().map(measure -> name() + "." + measure).collect(Collectors.toUnmodifiableSet());
    }
}
