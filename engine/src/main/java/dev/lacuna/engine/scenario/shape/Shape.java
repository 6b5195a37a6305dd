package dev.lacuna.engine.scenario.shape;

import com.google.gson.JsonObject;
import dev.lacuna.engine.scenario.yaml.YamlMap;
import dev.lacuna.engine.scenario.yaml.YamlNode;
import dev.lacuna.engine.scenario.yaml.YamlPath;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The description of a mapping: its fields, their meaning, and what is made of them.
 *
 * @param <T> what is made
 */
public final class Shape<T> {
    private final String meaning;
    private final List<Slot<?>> slots;
    private final List<Rule> rules;
    private final Function<Values, Optional<T>> maker;
    private final List<String> usable = new ArrayList<>();

    private Shape(String meaning, Fields fields, Function<Values, Optional<T>> maker) {
        this.meaning = meaning;
        this.slots = List.copyOf(fields.slots());
        this.rules = List.copyOf(fields.rules());
        this.maker = maker;
        slots.forEach(slot -> usable.addAll(slot.usable()));
    }

    /**
     * Declares a shape.
     *
     * @param meaning a sentence for the reference and the schema
     * @param declaration names the fields and answers what makes a value of them; an {@link IllegalArgumentException} of that is reported as a problem of the mapping
     */
    public static <T> Shape<T> of(String meaning, Function<Fields, Function<Values, T>> declaration) {
        var fields = new Fields();
        var maker = declaration.apply(fields);
        return new Shape<>(meaning, fields, read -> read.whole(() -> maker.apply(read)));
    }

    /**
     * Declares a shape that others refer to: something is made of it even where it has problems, so that those can be checked in the same go.
     *
     * @param declaration as for {@link #of}; what it answers takes fields by {@link Values#find}, and by {@link Values#get} only inside of {@link Values#whole}
     */
    public static <T> Shape<T> lenient(String meaning, Function<Fields, Function<Values, T>> declaration) {
        var fields = new Fields();
        var maker = declaration.apply(fields);
        return new Shape<>(meaning, fields, read -> Optional.of(maker.apply(read)));
    }

    public String meaning() {
        return meaning;
    }

    /** Reads a document's root. Every problem goes to {@code findings}; the answer is empty if there was one, unless the shape is lenient. */
    public Optional<T> read(YamlNode root, Findings findings) {
        return read(root, new Place(findings, YamlPath.ROOT));
    }

    /** The JSON Schema of the mapping (2020-12, without {@code $schema}). */
    public JsonObject schema() {
        var properties = new JsonObject();
        var said = new SchemaRules();
        slots.forEach(slot -> slot.addTo(properties, said));
        rules.forEach(rule -> rule.schema().ifPresent(said::add));
        var schema = new JsonObject();
        schema.addProperty("type", "object");
        schema.addProperty("description", meaning);
        schema.add("properties", properties);
        schema.addProperty("additionalProperties", false);
        said.addTo(schema);
        return schema;
    }

    /** The fields as a table in Markdown. */
    public String table() {
        var rows = new Rows();
        addRows(rows, "");
        var body = rows.toString();
        return body.isEmpty() ? "No fields.\n" : "| field | type | default | meaning |\n|---|---|---|---|\n" + body;
    }

    /**
     * A file that is read as this value, with every key: found by their names among the components of the record, and of the records in it.
     *
     * @param value a record
     * @param notes a comment for a key, by its path: {@code lease.retry}
     */
    public String yaml(T value, Map<String, String> notes) {
        return YamlText.of(tree(value), notes);
    }

    JsonObject tree(T value) {
        var tree = new JsonObject();
        slots.forEach(slot -> slot.write((Record) value, tree));
        return tree;
    }

    boolean requires(String key) {
        for (var slot : slots) {
            if (slot.required() && slot.usable().contains(key)) {
                return true;
            }
        }
        return false;
    }

    void addRows(Rows rows, String prefix) {
        slots.forEach(slot -> slot.addRows(rows, prefix));
    }

    Optional<T> read(YamlNode node, Place place) {
        if (!(node instanceof YamlMap map)) {
            return readNothing(node, place);
        }
        var values = new Values(map, place);
        var misspelt = reportUnknown(map, place);
        for (var slot : slots) {
            // who meant this key needs not be told that it is missing as well
            if (values.none(slot.keys()) && !Collections.disjoint(slot.usable(), misspelt)) {
                values.leaveOut(slot);
            } else {
                values.read(slot);
            }
        }
        rules.forEach(rule -> check(rule, values));
        return maker.apply(values);
    }

    private Optional<T> readNothing(YamlNode node, Place place) {
        var values = new Values(new YamlMap(List.of(), node.line(), node.column()), place);
        slots.forEach(values::leaveOut);
        place.wrong(node, "a mapping of " + String.join(", ", usable));
        return maker.apply(values);
    }

    /** Answers the keys that were probably meant by those that are unknown. */
    private Set<String> reportUnknown(YamlMap map, Place place) {
        var meant = new HashSet<String>();
        for (var entry : map.entries()) {
            if (!knows(entry.name()) && !place.findings().full()) {
                place.key(entry.name()).problem(entry.key(), "unknown key" + Guess.orAllowed(entry.name(), usable));
                Guess.near(entry.name(), usable).ifPresent(meant::add);
            }
        }
        return meant;
    }

    private boolean knows(String key) {
        for (var slot : slots) {
            if (slot.keys().contains(key)) {
                return true;
            }
        }
        return false;
    }

    private static void check(Rule rule, Values values) {
        try {
            rule.test().accept(values);
        } catch (Values.Unread e) {
            // the field that it asked for has a problem already
            return;
        }
    }
}
