package dev.lacuna.experiments.canary;

import dev.lacuna.engine.explanation.Wait;
import dev.lacuna.engine.fault.Right;
import dev.lacuna.engine.probe.Probe;
import dev.lacuna.engine.scenario.format.Pace;
import dev.lacuna.engine.scenario.format.ProbeHead;
import dev.lacuna.engine.scenario.format.ProbeKind;
import dev.lacuna.engine.scenario.shape.Type;
import dev.lacuna.engine.slo.Measurement;
import dev.lacuna.engine.slo.Unit;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.controlplane.Canary;
import dev.lacuna.experiments.controlplane.ControlPlane;
import dev.lacuna.experiments.controlplane.OwnNamespaces;
import dev.lacuna.experiments.probe.ClusterProbe;
import dev.lacuna.experiments.probe.PathMeasures;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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

    private static final String STARTS = "measured, docs/rehearsal.md: schedulerStart, controllerManagerStart";

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
    public Optional<Wait> waits(String measure) {
        return election(job)
                .filter(election -> measure.equals(name() + "." + PathMeasures.RECOVERY))
                .map(election -> Wait.andThen(election, start(job), "until it works", STARTS));
    }

    /** The election whose leader does the job. */
    static Optional<String> election(Canary.Job job) {
        return switch (job) {
            case SCHEDULER -> Optional.of("kube-scheduler");
            case CONTROLLER_MANAGER -> Optional.of("kube-controller-manager");
            case WATCH -> Optional.empty();
        };
    }

    /** From a new leader's first record to its first work: a scheduler's caches are filled while it stands by, a controller manager's only then. */
    private static Measurement start(Canary.Job job) {
        return job == Canary.Job.SCHEDULER
                ? new Measurement(0.02, 0.1, Unit.SECONDS)
                : new Measurement(1.2, 3, Unit.SECONDS);
    }

    @Override
    public Probe on(ControlPlane cluster, Loop loop) {
        return new CanaryProbe(head, election(job), () -> cluster.canary(new Canary.Description(job, "")), loop);
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
