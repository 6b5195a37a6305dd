package dev.lacuna.engine.scenario.shape;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.lacuna.engine.scenario.yaml.YamlNode;
import dev.lacuna.engine.scenario.yaml.YamlScalar;
import java.util.Optional;

/** A single value, or else a list or mapping. */
final class EitherType<T> extends Type<T> {
    private final Type<? extends T> scalar;
    private final Type<? extends T> structure;

    EitherType(Type<? extends T> scalar, Type<? extends T> structure) {
        this.scalar = scalar;
        this.structure = structure;
    }

    @Override
    Optional<T> read(YamlNode node, Place place) {
        var type = node instanceof YamlScalar ? scalar : structure;
        if (node instanceof YamlScalar value && value.kind() == YamlScalar.Kind.NOTHING) {
            place.wrong(node, word());
            return Optional.empty();
        }
        return type.read(node, place).map(value -> value);
    }

    @Override
    JsonObject schema() {
        var choices = new JsonArray();
        choices.add(scalar.schema());
        choices.add(structure.schema());
        var schema = new JsonObject();
        schema.add("anyOf", choices);
        return schema;
    }

    @Override
    String word() {
        return scalar.word() + ", or " + structure.word();
    }

    @Override
    JsonElement json(T value) {
        throw new UnsupportedOperationException("a choice of types can't have a default");
    }

    @Override
    void addRows(Rows rows, String prefix) {
        structure.addRows(rows, prefix);
    }
}
