package dev.lacuna.engine.scenario.shape;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.lacuna.engine.scenario.yaml.Quoted;
import dev.lacuna.engine.scenario.yaml.YamlNode;
import dev.lacuna.engine.scenario.yaml.YamlScalar;
import java.util.Optional;

/** A value that is written as one text. */
final class SpelledType<T> extends Type<T> {
    private final Spelling<T> spelling;

    SpelledType(Spelling<T> spelling) {
        this.spelling = spelling;
    }

    @Override
    Optional<T> read(YamlNode node, Place place) {
        if (!(node instanceof YamlScalar scalar) || scalar.kind() == YamlScalar.Kind.NOTHING) {
            place.wrong(node, spelling.needed());
            return Optional.empty();
        }
        var spelled = spelling.read(scalar.text());
        if (spelled instanceof Spelled.Wrong<T> wrong) {
            place.problem(node, Quoted.of(scalar.text()) + " " + wrong.why());
            return Optional.empty();
        }
        boolean isText = scalar.kind() == YamlScalar.Kind.TEXT || spelling.takesNumbers() && scalar.kind() == YamlScalar.Kind.NUMBER;
        if (!isText) {
            place.problem(node, "is " + scalar.describe() + ", not a text; put it in quotes");
            return Optional.empty();
        }
        return spelled instanceof Spelled.Right<T> right ? Optional.of(right.value()) : Optional.empty();
    }

    @Override
    JsonObject schema() {
        var schema = new JsonObject();
        if (spelling.takesNumbers()) {
            var types = new JsonArray();
            types.add("string");
            types.add("number");
            schema.add("type", types);
        } else {
            schema.addProperty("type", "string");
        }
        schema.addProperty("pattern", spelling.pattern());
        return schema;
    }

    @Override
    String word() {
        return spelling.needed();
    }

    @Override
    JsonElement json(T value) {
        return new JsonPrimitive(spelling.write(value));
    }
}
