package dev.lacuna.engine.scenario.shape;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.lacuna.engine.scenario.yaml.YamlNode;
import java.util.Optional;
import java.util.function.Function;

/** Another type in the file, its own value in the program. */
final class MappedType<T, R> extends Type<R> {
    private final Type<T> inner;
    private final Function<? super T, ? extends R> change;

    MappedType(Type<T> inner, Function<? super T, ? extends R> change) {
        this.inner = inner;
        this.change = change;
    }

    @Override
    Optional<R> read(YamlNode node, Place place) {
        return inner.read(node, place).map(change);
    }

    @Override
    JsonObject schema() {
        return inner.schema();
    }

    @Override
    String word() {
        return inner.word();
    }

    @Override
    JsonElement json(R value) {
        throw new UnsupportedOperationException("a mapped type can't have a default");
    }

    @Override
    void addRows(Rows rows, String prefix) {
        inner.addRows(rows, prefix);
    }
}
