package dev.lacuna.experiments.rehearsal.model;

import dev.lacuna.engine.scenario.shape.Field;
import dev.lacuna.engine.scenario.shape.Fields;
import dev.lacuna.engine.scenario.shape.Shape;
import dev.lacuna.engine.scenario.shape.Type;
import dev.lacuna.engine.scenario.shape.Values;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The keys {@code workloads}, {@code operators} and {@code services} of a model's file: what runs on the cluster beside its control plane. */
final class AppsFile {
    private static final int MOST = 100;
    private static final Type<Range> RANGE = Type.spelled(new RangeSpelling());
    private static final Type<String> TITLE = Type.text(
            "a namespace and a name such as shop/cart",
            "[a-z0-9]([-a-z0-9.]*[a-z0-9])?/[a-z0-9]([-a-z0-9.]*[a-z0-9])?",
            253);

    private static final Shape<WorkloadModel> WORKLOAD =
            Shape.of("Ordinary pods that are all alike, and are made anew when they go.", fields -> {
                var namespace = fields.required("namespace", Type.objectName(), "Their namespace.");
                var name = fields.required("name", Type.objectName(), "What their names begin with.");
                var labels = fields.optional("labels", Type.labels(), "Of each pod; left out: app with the name.");
                var replicas = fields.optional("replicas", Type.wholeNumber(1, MOST), 3, "How many.");
                var start = fields.optional(
                        "start", RANGE, Range.millis(1_000, 3_000), "From a container's start to its readiness.");
                var stop = fields.optional("stop", RANGE, Range.millis(10, 500), "From SIGTERM to the process's end.");
                var available = fields.optional(
                        "minAvailable", Type.wholeNumber(0, MOST), 0, "Of a disruption budget; 0: there is none.");
                var owner = fields.optional(
                        "owner",
                        Type.text(
                                "kube-controller-manager or an operator's election such as shop/cart-controller",
                                "[a-z0-9][-a-z0-9./]*",
                                253),
                        WorkloadModel.CONTROLLER_MANAGER,
                        "The election whose leader makes them anew.");
                return read -> new WorkloadModel(
                        read.get(namespace),
                        read.get(name),
                        read.get(labels).orElse(Map.of()),
                        read.get(replicas),
                        read.get(start),
                        read.get(stop),
                        read.get(available),
                        read.get(owner));
            });

    private static final Shape<OperatorModel> OPERATOR =
            Shape.of("Ordinary pods that elect a leader among themselves.", fields -> {
                var election =
                        fields.required("election", TITLE, "Namespace and name of its Lease; its pods bear it too.");
                var replicas = fields.optional("replicas", Type.wholeNumber(1, MOST), 2, "How many pods.");
                var duration = time(fields, "duration", 15, "After which a standby may take the lease.");
                var deadline = time(fields, "renewDeadline", 10, "After which a leader that can't renew gives up.");
                var retry = time(fields, "retry", 2, "Pause between renewals, and least pause between looks.");
                var start = fields.optional(
                        "start", RANGE, Range.millis(200, 1_000), "From a new holder's record to its first work.");
                var releases =
                        fields.optional("releases", Type.flag(), false, "Whether it gives its lease back on SIGTERM.");
                return read -> new OperatorModel(
                        read.get(election),
                        read.get(replicas),
                        read.get(duration),
                        read.get(deadline),
                        read.get(retry),
                        read.get(start),
                        read.get(releases));
            });

    private static final Shape<ServiceModel> SERVICE =
            Shape.of("A URL that the ready pods of a workload answer.", fields -> {
                var url = fields.required("url", Type.text(), "As probes of kind http ask for it.");
                var workload = fields.required("workload", TITLE, "Whose pods answer: a workload or an operator.");
                var latency = fields.optional("latency", RANGE, Range.millis(2, 15), "Of an answer.");
                var status = fields.optional("status", Type.wholeNumber(100, 599), 200, "Of an answer.");
                var text = fields.optional("text", Type.text(), "ok", "The answer's body.");
                return read -> new ServiceModel(
                        read.get(url), read.get(workload), read.get(latency), read.get(status), read.get(text));
            });

    private final Field<List<WorkloadModel>> workloads;
    private final Field<List<OperatorModel>> operators;
    private final Field<List<ServiceModel>> services;

    /** Declares the three keys. */
    AppsFile(Fields fields) {
        workloads = fields.optional("workloads", Type.listOf(Type.of(WORKLOAD), 0, MOST), List.of(), "Ordinary pods.");
        operators = fields.optional(
                "operators", Type.listOf(Type.of(OPERATOR), 0, MOST), List.of(), "Pods with an election of their own.");
        services = fields.optional(
                "services", Type.listOf(Type.of(SERVICE), 0, MOST), List.of(), "URLs that pods answer.");
    }

    AppsModel read(Values values) {
        return new AppsModel(values.get(workloads), values.get(operators), values.get(services));
    }

    private static Field<Duration> time(Fields fields, String key, long seconds, String meaning) {
        return fields.optional(key, Type.duration(), Duration.ofSeconds(seconds), meaning);
    }
}
