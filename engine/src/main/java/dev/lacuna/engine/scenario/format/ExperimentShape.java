package dev.lacuna.engine.scenario.format;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.lacuna.engine.fault.FaultSpec;
import dev.lacuna.engine.scenario.Experiment;
import dev.lacuna.engine.scenario.shape.Option;
import dev.lacuna.engine.scenario.shape.Shape;
import dev.lacuna.engine.scenario.shape.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The fields that every experiment has, and the one that says what it does. */
final class ExperimentShape {
    private static final Type<Duration> LENGTH = Type.duration(Duration.ofMillis(1), Duration.ofHours(24));

    private ExperimentShape() {}

    static Shape<Draft.Planned> of(List<FaultKind> kinds) {
        var options = new ArrayList<Option<FaultSpec>>();
        kinds.forEach(kind -> options.add(option(kind)));
        return Shape.lenient("One fault, with its name and its time.", fields -> {
            var name = fields.required("name", Names.TYPE, "Names it in reports; unique in the scenario.");
            var at = fields.optional(
                    "at",
                    Type.duration(),
                    "When to begin, counted from the start of the first one, whatever the others do; left out: when the one before is over.");
            var length = fields.optional("for", LENGTH, "How long the fault holds, where its kind has a length.");
            var kind = fields.oneKeyOf("fault", options);
            fields.check(
                    length,
                    read -> kindOf(read.keys(kind), kinds).flatMap(one -> wrongLength(one, read.get(length))),
                    lengthRule(kinds));
            return read -> new Draft.Planned(
                    new Draft.Named<>(
                            read.find(name),
                            read.origin(name),
                            read.whole(() -> new Experiment(
                                    read.get(name), read.get(at), read.get(length), read.get(kind), read.origin()))),
                    read.find(kind));
        });
    }

    private static Option<FaultSpec> option(FaultKind kind) {
        return kind.shape().isEmpty()
                ? Option.announced(kind.key(), kind.meaning())
                : Option.of(kind.key(), type(kind.shape().get()), kind.meaning());
    }

    private static <S extends FaultSpec> Type<FaultSpec> type(Shape<S> shape) {
        return Type.of(shape).map(fault -> fault);
    }

    /** The kind by its key alone, for what stands after that may have a problem; nothing where it isn't in this version. */
    private static Optional<FaultKind> kindOf(List<String> keys, List<FaultKind> kinds) {
        return kinds.stream()
                .filter(kind -> keys.equals(List.of(kind.key())) && kind.shape().isPresent())
                .findFirst();
    }

    private static Optional<String> wrongLength(FaultKind kind, Optional<Duration> length) {
        return switch (kind.span()) {
            case NEEDED ->
                length.isPresent()
                        ? Optional.empty()
                        : Optional.of("has no `for`; a `" + kind.key() + "` needs a length, such as for: 30s");
            case NONE ->
                length.isEmpty()
                        ? Optional.empty()
                        : Optional.of("has no meaning here: a `" + kind.key() + "` has no length; leave `for` out");
            case ALLOWED -> Optional.empty();
        };
    }

    private static JsonObject lengthRule(List<FaultKind> kinds) {
        var rules = new JsonArray();
        for (var kind : kinds) {
            if (kind.shape().isPresent() && kind.span() != Span.ALLOWED) {
                rules.add(lengthRule(kind));
            }
        }
        var all = new JsonObject();
        if (!rules.isEmpty()) {
            all.add("allOf", rules);
        }
        return all;
    }

    private static JsonObject lengthRule(FaultKind kind) {
        var then = having("for");
        if (kind.span() == Span.NONE) {
            var not = new JsonObject();
            not.add("not", then);
            then = not;
        }
        var rule = new JsonObject();
        rule.add("if", having(kind.key()));
        rule.add("then", then);
        return rule;
    }

    private static JsonObject having(String key) {
        var keys = new JsonArray();
        keys.add(key);
        var rule = new JsonObject();
        rule.add("required", keys);
        return rule;
    }
}
