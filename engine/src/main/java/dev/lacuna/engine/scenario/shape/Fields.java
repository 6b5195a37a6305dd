package dev.lacuna.engine.scenario.shape;

import com.google.gson.JsonObject;
import dev.lacuna.engine.scenario.yaml.YamlMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The fields of a shape while it is declared. A key that is declared twice is a bug and throws at once. */
public final class Fields {
    private final List<Slot<?>> slots = new ArrayList<>();
    private final List<Rule> rules = new ArrayList<>();

    Fields() {}

    /** A key that must be there. */
    public <V> Field<V> required(String key, Type<V> type, String meaning) {
        return add(new KeySlot<>(key, type, value -> value, Optional.<V>empty(), Optional.empty(), meaning));
    }

    /** A key that may be left out, and reads as {@code standard} then. */
    public <V> Field<V> optional(String key, Type<V> type, V standard, String meaning) {
        return add(new KeySlot<>(
                key, type, value -> value, Optional.of(standard), Optional.of(type.json(standard)), meaning));
    }

    /** A key that may be left out, which means something of its own. */
    public <V> Field<Optional<V>> optional(String key, Type<V> type, String meaning) {
        return add(new KeySlot<>(key, type, Optional::of, Optional.of(Optional.<V>empty()), Optional.empty(), meaning));
    }

    /** A mapping that reads as an empty one where it is left out: each of its fields must have a default. */
    public <V> Field<V> section(String key, Shape<V> shape, String meaning) {
        var findings = new Findings("default");
        var standard = shape.read(new YamlMap(List.of(), 0, 0), findings)
                .filter(value -> findings.count() == 0)
                .orElseThrow(() -> new IllegalArgumentException("section `" + key + "` has fields without a default"));
        return optional(key, Type.of(shape), standard, meaning);
    }

    /**
     * Exactly one of several keys.
     *
     * @param what the user's word for what the key says: {@code fault}
     */
    public <V> Field<V> oneKeyOf(String what, List<Option<V>> options) {
        return add(new OptionsSlot<>(what, options));
    }

    /** A key that is refused as not in this version. */
    public void announced(String key, String meaning) {
        add(new AnnouncedSlot(key, meaning));
    }

    /**
     * Something else that must hold. The problem stands where {@code blamed} stands (or the mapping, where that is left out).
     *
     * @param rule answers what is wrong and what is allowed, or nothing; passed over when a field that it asks for could not be read
     */
    public void check(Field<?> blamed, Function<Values, Optional<String>> rule) {
        rules.add(rule(blamed.slot().keys(), rule, Optional.empty()));
    }

    /** The same, for a rule that the JSON Schema can say as well. */
    public void check(Field<?> blamed, Function<Values, Optional<String>> rule, JsonObject schema) {
        rules.add(rule(blamed.slot().keys(), rule, Optional.of(schema)));
    }

    /** The same, for a rule that finds several problems and knows where each stands. */
    public void checkAll(Function<Values, List<Problem>> rule) {
        rules.add(new Rule(read -> rule.apply(read).forEach(read::problem), Optional.empty()));
    }

    /** At least one of the fields must be there. */
    public void atLeastOne(Field<?>... fields) {
        var keys = keys(fields);
        rules.add(rule(
                List.of(),
                read -> read.none(keys)
                        ? Optional.of("needs at least one of " + String.join(", ", keys))
                        : Optional.empty(),
                Optional.of(SchemaRules.anyOf(keys))));
    }

    /** Not more than one of the fields may be there. */
    public void atMostOne(Field<?>... fields) {
        var keys = keys(fields);
        rules.add(rule(
                keys,
                read -> read.count(keys) > 1
                        ? Optional.of("doesn't go together; use only one of " + String.join(", ", keys))
                        : Optional.empty(),
                Optional.of(SchemaRules.atMostOne(keys))));
    }

    /** {@code field} may be there only together with {@code other}. */
    public void needs(Field<?> field, Field<?> other) {
        var keys = field.slot().usable();
        var others = other.slot().usable();
        rules.add(rule(
                keys,
                read -> !read.none(keys) && read.none(others)
                        ? Optional.of("has a meaning only together with " + ListedSpelling.listed(others))
                        : Optional.empty(),
                Optional.of(SchemaRules.when(SchemaRules.anyOf(keys), SchemaRules.anyOf(others)))));
    }

    private static Rule rule(
            List<String> blamed, Function<Values, Optional<String>> rule, Optional<JsonObject> schema) {
        return new Rule(read -> rule.apply(read).ifPresent(problem -> read.problem(blamed, problem)), schema);
    }

    List<Slot<?>> slots() {
        return slots;
    }

    List<Rule> rules() {
        return rules;
    }

    private <V> Field<V> add(Slot<V> slot) {
        for (var known : slots) {
            for (var key : slot.keys()) {
                if (known.keys().contains(key)) {
                    throw new IllegalArgumentException("key `" + key + "` is declared twice");
                }
            }
        }
        slots.add(slot);
        return new Field<>(slot);
    }

    private static List<String> keys(Field<?>... fields) {
        var keys = new ArrayList<String>();
        for (var field : fields) {
            keys.addAll(field.slot().usable());
        }
        return keys;
    }
}
