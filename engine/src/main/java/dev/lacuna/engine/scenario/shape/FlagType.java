package dev.lacuna.engine.scenario.shape;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.lacuna.engine.scenario.yaml.YamlNode;
import dev.lacuna.engine.scenario.yaml.YamlScalar;
import java.util.Optional;

/** True or false. */
final class FlagType extends Type<Boolean> {

    @Override
    Optional<Boolean> read(YamlNode node, Place place) {
        if (node instanceof YamlScalar scalar && scalar.kind() == YamlScalar.Kind.BOOLEAN) {
            return Optional.of(scalar.text().equals("true"));
        }
        place.wrong(node, "`true` or `false`, without quotes");
        return Optional.empty();
    }

    @Override
    JsonObject schema() {
        var schema = new JsonObject();
        schema.addProperty("type", "boolean");
        return schema;
    }

    @Override
    String word() {
        return "`true` or `false`";
    }

    @Override
    JsonElement json(Boolean value) {
        return new JsonPrimitive(value);
    }
}
