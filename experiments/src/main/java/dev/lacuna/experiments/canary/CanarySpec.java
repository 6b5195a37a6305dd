package dev.lacuna.experiments.canary;

import dev.lacuna.engine.fault.Right;
import dev.lacuna.engine.probe.Probe;
import dev.lacuna.engine.scenario.format.Pace;
import dev.lacuna.engine.scenario.format.ProbeHead;
import dev.lacuna.engine.scenario.format.ProbeKind;
import dev.lacuna.engine.scenario.shape.Type;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.controlplane.Canary;
import dev.lacuna.experiments.controlplane.ControlPlane;
import dev.lacuna.experiments.controlplane.OwnNamespaces;
import dev.lacuna.experiments.probe.ClusterProbe;
import dev.lacuna.experiments.probe.PathMeasures;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** {@code canary: scheduler}. */
public record CanarySpec(ProbeHead head, Canary.Job job) implements ClusterProbe {

    public static final ProbeKind KIND = ProbeKind.of(
                    "canary",
                    "A component does its job just now: `scheduler` looks at a pod, `controller-manager` makes a pod of a ReplicaSet, `watch` delivers a change.",
                    new Pace(Duration.ofMillis(200), Duration.ofSeconds(2)),
                    Type.oneOf(Canary.Job.class),
                    CanarySpec::new)
            .measuring(PathMeasures.OF_OUTAGES);

    @Override
    public String kind() {
        return KIND.key();
    }

    @Override
    public String asks() {
        return switch (job) {
            case SCHEDULER -> "the scheduler looks at a pod";
            case CONTROLLER_MANAGER -> "the controller-manager makes a pod of a ReplicaSet";
            case WATCH -> "a change comes through an open watch";
        };
    }

    @Override
    public Set<String> shortMeasures() {
        return KIND.measureNames();
    }

    @Override
    public Probe on(ControlPlane cluster, Loop loop) {
        return new CanaryProbe(head, () -> cluster.canary(new Canary.Description(job, "")), loop);
    }

    @Override
    public List<Right> rights(OwnNamespaces own) {
        return switch (job) {
            case SCHEDULER ->
                rights(own.runs(), "", "pods", "create", "get", "list", "watch", "delete", "deletecollection");
            case CONTROLLER_MANAGER ->
                Stream.of(
                                rights(own.runs(), "", "pods", "list", "watch"),
                                rights(own.runs(), "apps", "replicasets", "create", "delete"),
                                rights(own.runs(), "apps", "replicasets/scale", "patch"))
                        .flatMap(List::stream)
                        .toList();
            case WATCH -> rights(own.runs(), "", "configmaps", "create", "patch", "list", "watch", "delete");
        };
    }

    private static List<Right> rights(String namespace, String group, String resource, String... verbs) {
        return Stream.of(verbs)
                .map(verb -> new Right(verb, group, resource, namespace))
                .toList();
    }
}
