package dev.lacuna.experiments.api;

import dev.lacuna.engine.explanation.Wait;
import dev.lacuna.engine.fault.FaultException;
import dev.lacuna.engine.fault.Right;
import dev.lacuna.engine.probe.Probe;
import dev.lacuna.engine.scenario.format.Pace;
import dev.lacuna.engine.scenario.format.ProbeHead;
import dev.lacuna.engine.scenario.format.ProbeKind;
import dev.lacuna.engine.scenario.shape.Shape;
import dev.lacuna.engine.scenario.shape.Type;
import dev.lacuna.engine.slo.Unit;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.controlplane.ApiInstance;
import dev.lacuna.experiments.controlplane.ControlPlane;
import dev.lacuna.experiments.controlplane.EtcdMember;
import dev.lacuna.experiments.controlplane.OwnNamespaces;
import dev.lacuna.experiments.controlplane.RequestPath;
import dev.lacuna.experiments.probe.ClusterProbe;
import dev.lacuna.experiments.probe.Connections;
import dev.lacuna.experiments.probe.Needs;
import dev.lacuna.experiments.probe.PathMeasures;
import dev.lacuna.experiments.probe.PathsProbe;
import dev.lacuna.experiments.probe.RequestQuestion;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code api: {through: balancer, request: write, connection: fresh}}. */
public record Api(ProbeHead head, Asked asked) implements ClusterProbe {
    static final String BALANCER = "balancer";
    static final String EACH = "each";

    /**
     * What is asked, and which way.
     *
     * @param through {@code balancer}, {@code each}, or the node of one API server
     */
    public record Asked(String through, RequestPath.Request request, Connections connection) {}

    private static final Shape<Asked> SHAPE = Shape.of("The Kubernetes API answers in time.", fields -> {
        var through = fields.optional(
                "through",
                Type.text(
                        "balancer, each, or the node of one API server such as cp1",
                        "[a-z0-9]([-a-z0-9.]*[a-z0-9])?",
                        253),
                BALANCER,
                "Which way: `balancer` (the server that the kubeconfig names), `each` (every API server by itself, measured by the worst), or one API "
                        + "server by its node's name.");
        var request = fields.optional(
                "request",
                Type.oneOf(RequestPath.Request.class),
                RequestPath.Request.READYZ,
                "What is sent: `readyz` (the server's own word), `read` (a consistent read from etcd) or `write` (an update of an object of the run's own).");
        var connection = Connections.field(fields);
        return read -> new Asked(read.get(through), read.get(request), read.get(connection));
    });

    public static final ProbeKind KIND = ProbeKind.of("api", SHAPE.meaning(), Pace.USUAL, Type.of(SHAPE), Api::new)
            .measuring(PathMeasures.ALL);

    @Override
    public String kind() {
        return KIND.key();
    }

    @Override
    public String asks() {
        var way = switch (asked.through()) {
            case BALANCER -> "the server that the kubeconfig names";
            case EACH -> "each API server by itself";
            default -> "the API server of " + asked.through();
        };
        return "%s through %s, on %s"
                .formatted(
                        asked.request().name().toLowerCase(Locale.ROOT),
                        way,
                        asked.connection() == Connections.FRESH ? "a new connection each time" : "a kept connection");
    }

    @Override
    public Set<String> shortMeasures() {
        return KIND.measureNames();
    }

    @Override
    public Unit unit(String measure) {
        return measure.endsWith("." + PathMeasures.AVAILABILITY) ? Unit.SHARE : Unit.SECONDS;
    }

    @Override
    public Probe on(ControlPlane cluster, Loop loop) {
        return new PathsProbe(head, ways(cluster), shortMeasures(), loop);
    }

    @Override
    public List<Right> rights(OwnNamespaces own) {
        return switch (asked.request()) {
            case READYZ -> List.of();
            case READ -> List.of(new Right("get", "", "namespaces", ""));
            case WRITE ->
                List.of(
                        new Right("create", "", "configmaps", own.runs()),
                        new Right("patch", "", "configmaps", own.runs()),
                        new Right("delete", "", "configmaps", own.runs()));
        };
    }

    private List<PathsProbe.Way> ways(ControlPlane cluster) {
        if (asked.through().equals(BALANCER)) {
            return List.of(way(name(), "", cluster));
        }
        var instances = cluster.instances();
        if (asked.through().equals(EACH)) {
            return instances.stream()
                    .map(instance -> way(name() + "[" + label(instance) + "]", instance.node(), cluster))
                    .toList();
        }
        if (instances.stream().noneMatch(instance -> instance.node().equals(asked.through()))) {
            throw new FaultException(
                    FaultException.Kind.NO_TARGET,
                    "%s: probe `%s` asks through %s, and no API server is known there; known are %s"
                            .formatted(
                                    origin(),
                                    name(),
                                    asked.through(),
                                    instances.stream()
                                            .map(ApiInstance::toString)
                                            .collect(Collectors.joining(", "))));
        }
        return List.of(way(name(), asked.through(), cluster));
    }

    private PathsProbe.Way way(String name, String instance, ControlPlane cluster) {
        var description = new RequestPath.Api(instance, asked.request(), asked.connection() == Connections.FRESH);
        return new PathsProbe.Way(
                name, needs(instance), () -> new RequestQuestion(cluster.path(description), head.timeout()));
    }

    private Needs needs(String instance) {
        if (!instance.isEmpty()) {
            return Needs.server(instance);
        }
        return switch (asked.request()) {
            case READYZ -> Needs.UNKNOWN;
            case READ -> Needs.leaderOfEtcd("read");
            case WRITE -> Needs.leaderOfEtcd("commit");
        };
    }

    /** Through the balancer any server may answer, if etcd has a leader. One that is named may be the one beside the member that was hit. */
    @Override
    public Optional<Wait> waits(String measure) {
        if (!asked.through().equals(BALANCER) || asked.request() == RequestPath.Request.READYZ) {
            return Optional.empty();
        }
        return switch (measure.substring(name().length() + 1)) {
            case PathMeasures.RECOVERY -> Optional.of(Wait.alone(EtcdMember.ELECTION));
            case PathMeasures.LONGEST_GAP -> Optional.of(Wait.orPatience(EtcdMember.ELECTION, head.timeout()));
            default -> Optional.empty();
        };
    }

    private static String label(ApiInstance instance) {
        return instance.node().isEmpty() ? instance.toString() : instance.node();
    }
}
