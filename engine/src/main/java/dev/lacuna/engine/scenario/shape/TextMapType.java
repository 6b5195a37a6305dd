package dev.lacuna.engine.scenario.shape;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.lacuna.engine.scenario.yaml.YamlMap;
import dev.lacuna.engine.scenario.yaml.YamlNode;
import dev.lacuna.engine.scenario.yaml.YamlScalar;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Keys of the user's own, each with a text. */
final class TextMapType extends Type<Map<String, String>> {
    private static final int MOST = 1_000;

    private final Type<String> keys;
    private final Type<String> values;

    TextMapType(Type<String> keys, Type<String> values) {
        this.keys = keys;
        this.values = values;
    }

    @Override
    Optional<Map<String, String>> read(YamlNode node, Place place) {
        if (!(node instanceof YamlMap map)) {
            place.wrong(node, word());
            return Optional.empty();
        }
        if (map.entries().size() > MOST) {
            place.problem(node, "has " + map.entries().size() + " entries; allowed are " + MOST);
            return Optional.empty();
        }
        var read = new LinkedHashMap<String, String>();
        for (var entry : map.entries()) {
            var here = place.key(entry.name());
            // a key is always a text, with or without quotes
            var name = new YamlScalar(
                    entry.name(), false, entry.key().line(), entry.key().column());
            var key = keys.read(name, here);
            var value = values.read(entry.value(), here);
            if (key.isPresent() && value.isPresent()) {
                read.put(key.get(), value.get());
            }
        }
        return read.size() == map.entries().size() ? Optional.of(Collections.unmodifiableMap(read)) : Optional.empty();
    }

    @Override
    JsonObject schema() {
        var schema = new JsonObject();
        schema.addProperty("type", "object");
        schema.addProperty("maxProperties", MOST);
        schema.add("propertyNames", keys.schema());
        schema.add("additionalProperties", values.schema());
        return schema;
    }

    @Override
    String word() {
        return "a mapping of texts";
    }

    @Override
    JsonElement json(Map<String, String> value) {
        var object = new JsonObject();
        value.forEach(object::addProperty);
        return object;
    }
}
