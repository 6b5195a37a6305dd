package dev.lacuna.engine.scenario.shape;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.lacuna.engine.scenario.yaml.YamlNode;
import java.util.Optional;

/** A mapping with fields of its own. */
final class ShapeType<T> extends Type<T> {
    private final Shape<T> shape;

    ShapeType(Shape<T> shape) {
        this.shape = shape;
    }

    @Override
    Optional<T> read(YamlNode node, Place place) {
        return shape.read(node, place);
    }

    @Override
    JsonObject schema() {
        return shape.schema();
    }

    @Override
    String word() {
        return "a mapping";
    }

    /** Only a mapping whose fields are all left out can be a default. */
    @Override
    JsonElement json(T value) {
        return new JsonObject();
    }

    @Override
    JsonElement written(T value) {
        return shape.tree(value);
    }

    @Override
    void addRows(Rows rows, String prefix) {
        shape.addRows(rows, prefix);
    }
}
