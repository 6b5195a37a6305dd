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
        boolean isText = scalar.kind() == YamlScalar.Kind.TEXT
                || (spelling.takesNumbers() && scalar.kind() == YamlScalar.Kind.NUMBER);
        if (!isText) {
            place.problem(node, "is " + scalar.describe() + ", not a text; put it in quotes");
            return Optional.empty();
        }
        return spelled instanceof Spelled.Right<T> right ? Optional.of(right.value()) : Optional.empty();
    }

    @Override
    JsonObject schema() {
        if (!spelling.takesNumbers()) {
            return textSchema();
        }
        var number = new JsonObject();
        number.addProperty("type", "number");
        number.addProperty("minimum", 0);
        var choices = new JsonArray();
        choices.add(textSchema());
        choices.add(number);
        var schema = new JsonObject();
        schema.add("anyOf", choices);
        return schema;
    }

    private JsonObject textSchema() {
        var schema = new JsonObject();
        schema.addProperty("type", "string");
        if (spelling.words().isEmpty()) {
            schema.addProperty("maxLength", spelling.longest());
            schema.addProperty("pattern", spelling.pattern());
        } else {
            var words = new JsonArray();
            spelling.words().forEach(words::add);
            schema.add("enum", words);
        }
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
