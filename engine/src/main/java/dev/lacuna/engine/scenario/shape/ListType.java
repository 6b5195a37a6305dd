package dev.lacuna.engine.scenario.shape;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.lacuna.engine.scenario.yaml.YamlList;
import dev.lacuna.engine.scenario.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Several of one kind. */
final class ListType<T> extends Type<List<T>> {
    private final Type<T> items;
    private final int least;
    private final int most;

    ListType(Type<T> items, int least, int most) {
        this.items = items;
        this.least = least;
        this.most = most;
    }

    @Override
    Optional<List<T>> read(YamlNode node, Place place) {
        if (!(node instanceof YamlList list)) {
            place.wrong(node, word());
            return Optional.empty();
        }
        int size = list.items().size();
        if (size < least || size > most) {
            place.problem(node, "has " + size + (size == 1 ? " entry" : " entries") + "; needed is " + word());
            return Optional.empty();
        }
        var values = new ArrayList<T>(size);
        for (int i = 0; i < size; i++) {
            items.read(list.items().get(i), place.item(i)).ifPresent(values::add);
        }
        return values.size() == size ? Optional.of(List.copyOf(values)) : Optional.empty();
    }

    @Override
    JsonObject schema() {
        var schema = new JsonObject();
        schema.addProperty("type", "array");
        schema.add("items", items.schema());
        schema.addProperty("minItems", least);
        schema.addProperty("maxItems", most);
        return schema;
    }

    @Override
    String word() {
        var many = least == 0 ? "a list of up to " + most : "a list of " + least + " to " + most;
        return many + ", each " + items.word();
    }

    @Override
    JsonElement json(List<T> value) {
        var array = new JsonArray();
        value.forEach(item -> array.add(items.json(item)));
        return array;
    }

    @Override
    JsonElement written(List<T> value) {
        var array = new JsonArray();
        value.forEach(item -> array.add(items.written(item)));
        return array;
    }

    @Override
    void addRows(Rows rows, String prefix) {
        items.addRows(rows, prefix + "[]");
    }
}
