package dev.lacuna.experiments.pods;

import dev.lacuna.engine.fault.Right;
import dev.lacuna.engine.probe.Probe;
import dev.lacuna.engine.scenario.format.Pace;
import dev.lacuna.engine.scenario.format.ProbeHead;
import dev.lacuna.engine.scenario.format.ProbeKind;
import dev.lacuna.engine.scenario.shape.Shape;
import dev.lacuna.engine.scenario.shape.Type;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.controlplane.ControlPlane;
import dev.lacuna.experiments.controlplane.OwnNamespaces;
import dev.lacuna.experiments.probe.ClusterProbe;
import dev.lacuna.experiments.probe.PathMeasures;
import dev.lacuna.experiments.probe.PathsProbe;
import dev.lacuna.experiments.probe.SimulatedApps;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** {@code pods: {namespace: shop, labels: {app: cart}, ready: 2}}. */
public record Pods(ProbeHead head, Asked asked) implements ClusterProbe {

    /**
     * Which pods, and how many of them.
     *
     * @param ready how many must be ready at least
     */
    public record Asked(String namespace, Map<String, String> labels, int ready) {

        public Asked {
            labels = Map.copyOf(labels);
        }
    }

    private static final Shape<Asked> SHAPE = Shape.of("Enough pods of a selector are ready.", fields -> {
        var namespace = fields.required("namespace", Type.objectName(), "Their namespace.");
        var labels = fields.required("labels", Type.labels(), "Their labels.");
        var ready = fields.optional("ready", Type.wholeNumber(1, 10_000), 1, "How many must be ready at least.");
        return read -> new Asked(read.get(namespace), read.get(labels), read.get(ready));
    });

    public static final ProbeKind KIND = ProbeKind.of(
                    "pods",
                    SHAPE.meaning(),
                    new Pace(Duration.ofMillis(500), Duration.ofSeconds(2)),
                    Type.of(SHAPE),
                    Pods::new)
            .measuring(PathMeasures.OF_OUTAGES);

    @Override
    public String kind() {
        return KIND.key();
    }

    @Override
    public String asks() {
        return "at least %d ready in namespace %s with labels %s"
                .formatted(asked.ready(), asked.namespace(), new TreeMap<>(asked.labels()));
    }

    @Override
    public Set<String> shortMeasures() {
        return KIND.measureNames();
    }

    @Override
    public Optional<String> unforeseeable(SimulatedApps apps) {
        return asked.namespace().equals("kube-system") || apps.hasPods(asked.namespace(), asked.labels())
                ? Optional.empty()
                : Optional.of("the simulated cluster has no such pods in namespace " + asked.namespace()
                        + "; the key workloads of its model may name some");
    }

    @Override
    public Probe on(ControlPlane cluster, Loop loop) {
        var way = new PathsProbe.Way(name(), () -> new ReadyCount(cluster, asked));
        return new PathsProbe(head, List.of(way), shortMeasures(), loop);
    }

    @Override
    public List<Right> rights(OwnNamespaces own) {
        return List.of(new Right("list", "", "pods", asked.namespace()));
    }
}
