package dev.lacuna.experiments.probe;

import dev.lacuna.engine.probe.Observation;
import dev.lacuna.engine.scenario.format.ProbeHead;
import dev.lacuna.engine.scenario.shape.Origin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Collects what a probe tells. */
public final class Seen implements Consumer<Observation> {
    public final List<Observation> all = new ArrayList<>();

    @Override
    public void accept(Observation observation) {
        all.add(observation);
    }

    public <O extends Observation> List<O> of(Class<O> kind) {
        return all.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** What a scenario says of a probe named `probe`. */
    public static ProbeHead head(Duration every, Duration timeout) {
        return new ProbeHead("probe", every, timeout, Origin.of("some.yaml"));
    }
}
