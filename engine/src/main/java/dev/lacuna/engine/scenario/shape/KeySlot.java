package dev.lacuna.engine.scenario.shape;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.lacuna.engine.scenario.yaml.YamlMap;
import dev.lacuna.engine.scenario.yaml.YamlNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One key.
 *
 * @param absent what is read where the key is left out; empty where it may not be left out
 * @param shown the default as the schema has it
 */
record KeySlot<T, V>(
        String key, Type<T> type, Function<T, V> wrap, Optional<V> absent, Optional<JsonElement> shown, String meaning)
        implements Slot<V> {

    @Override
    public List<String> keys() {
        return List.of(key);
    }

    @Override
    public List<String> usable() {
        return keys();
    }

    @Override
    public boolean required() {
        return absent.isEmpty();
    }

    @Override
    public Optional<V> read(YamlMap map, Place place) {
        Optional<YamlNode> node = map.get(key);
        if (node.isPresent()) {
            return type.read(node.get(), place.key(key)).map(wrap);
        }
        if (absent.isEmpty()) {
            place.problem(map, "`" + key + "` is missing; needed is " + type.word());
        }
        return absent;
    }

    @Override
    public void addTo(JsonObject properties, SchemaRules rules) {
        var schema = type.schema();
        schema.addProperty("description", meaning);
        shown.ifPresent(value -> schema.add("default", value));
        properties.add(key, schema);
        if (required()) {
            rules.require(key);
        }
    }

    @Override
    public void write(Record made, JsonObject into) {
        var value = Components.of(made, key);
        var there = value instanceof Optional<?> perhaps ? perhaps : Optional.of(value);
        there.ifPresent(some -> into.add(key, written(some)));
    }

    @SuppressWarnings("unchecked") // the component was made of what this key was read as
    private JsonElement written(Object value) {
        return type.written((T) value);
    }

    @Override
    public void addRows(Rows rows, String prefix) {
        var path = Rows.path(prefix, key);
        rows.add(
                path,
                type.word(),
                required() ? "needed" : shown.map(Rows::plain).orElse("none"),
                meaning);
        type.addRows(rows, path);
    }
}
