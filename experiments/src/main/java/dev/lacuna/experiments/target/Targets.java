package dev.lacuna.experiments.target;

import dev.lacuna.engine.scenario.shape.Case;
import dev.lacuna.engine.scenario.shape.Field;
import dev.lacuna.engine.scenario.shape.Fields;
import dev.lacuna.engine.scenario.shape.Shape;
import dev.lacuna.engine.scenario.shape.Share;
import dev.lacuna.engine.scenario.shape.Type;
import dev.lacuna.engine.scenario.shape.Values;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** How scenarios write a target. */
public final class Targets {
    private static final Type<Count> COUNT = Type.spelled(new CountSpelling());

    /** An election's name, or its namespace and name. */
    public static final Type<String> ELECTION = Type.text(
            "an election such as kube-scheduler or shop/cart-controller",
            "([a-z0-9]([-a-z0-9.]*[a-z0-9])?/)?[a-z0-9]([-a-z0-9.]*[a-z0-9])?",
            317);

    private record ByLabels(String namespace, Map<String, String> labels) {}

    private static final Shape<ByLabels> BY_LABELS = Shape.of("Pods by their namespace and labels.", fields -> {
        var namespace = fields.required("namespace", Type.objectName(), "Their namespace.");
        var labels = fields.required("labels", Type.labels(), "Labels that they all have.");
        return read -> new ByLabels(read.get(namespace), read.get(labels));
    });

    /** Whatever a fault of processes or pods can hit. */
    public static final Type<Selector> TYPE =
            Type.choice(leader(selector -> selector), component(selector -> selector), pods());

    private Targets() {}

    /** {@code {leader: kube-scheduler}}. */
    public static <R> Case<R> leader(Function<? super Selector, R> made) {
        return Case.of("leader", Shape.of("The pod that leads an election now.", fields -> {
            var election = fields.required(
                    "leader",
                    ELECTION,
                    "The election's name, such as kube-scheduler; namespace/name outside of kube-system; or etcd.");
            return read -> made.apply(new Selector.Leader(read.get(election)));
        }));
    }

    /** {@code {component: etcd, role: follower, count: 1}}. */
    public static <R> Case<R> component(Function<? super Selector, R> made) {
        return Case.of("component", Shape.of("Pods of a component of the control plane.", fields -> {
            var component = fields.required(
                    "component", Type.objectName(), "The pods' label `component`, such as kube-apiserver or etcd.");
            var role = fields.optional(
                    "role",
                    Type.oneOf(Selector.Role.class),
                    Selector.Role.ANY,
                    "Whether the leader is meant, or those that don't lead.");
            var chosen = new Chosen(fields);
            return read -> made.apply(new Selector.Component(read.get(component), read.get(role), chosen.count(read)));
        }));
    }

    private static Case<Selector> pods() {
        return Case.of("pods", Shape.of("Ordinary pods.", fields -> {
            var pods = fields.required("pods", Type.of(BY_LABELS), "Which pods.");
            var chosen = new Chosen(fields);
            return read ->
                    new Selector.Pods(read.get(pods).namespace(), read.get(pods).labels(), chosen.count(read));
        }));
    }

    static String percent(Share share) {
        return share.fraction() * 100 + "%";
    }

    /** {@code count} and {@code random}: how many of those that match. */
    private static final class Chosen {
        private final Field<Optional<Count>> count;
        private final Field<Optional<String>> random;

        Chosen(Fields fields) {
            count = fields.optional(
                    "count",
                    COUNT,
                    "How many of those that match, or which share of them, drawn at random; left out: all.");
            random = fields.optional("random", Type.oneOf(List.of("one")), "The same as count: 1.");
            fields.atMostOne(count, random);
        }

        Count count(Values read) {
            return read.get(random).isPresent()
                    ? new Count.Exactly(1)
                    : read.get(count).orElse(new Count.All());
        }
    }
}
