package dev.lacuna.engine.scenario.shape;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.lacuna.engine.scenario.yaml.Quoted;
import dev.lacuna.engine.scenario.yaml.YamlMap;
import dev.lacuna.engine.scenario.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A mapping whose shape shows by one of its keys. */
final class ChoiceType<T> extends Type<T> {
    private final List<Case<? extends T>> cases;
    private final List<String> keys = new ArrayList<>();

    ChoiceType(List<Case<? extends T>> cases) {
        this.cases = cases;
        for (var one : cases) {
            if (one.shape().isPresent()) {
                keys.add(one.key());
            }
        }
    }

    @Override
    Optional<T> read(YamlNode node, Place place) {
        if (!(node instanceof YamlMap map)) {
            place.wrong(node, word());
            return Optional.empty();
        }
        var present = new ArrayList<Case<? extends T>>();
        for (var one : cases) {
            if (map.entry(one.key()).isPresent()) {
                present.add(one);
            }
        }
        if (present.size() == 1) {
            return read(present.get(0), map, place);
        }
        place.problem(node, present.isEmpty() ? none(map) : several(present));
        return Optional.empty();
    }

    private <C extends T> Optional<T> read(Case<C> chosen, YamlMap map, Place place) {
        if (chosen.shape().isEmpty()) {
            var key = map.entry(chosen.key()).orElseThrow().key();
            place.key(chosen.key()).problem(key, "is not in this version yet; " + word() + " is");
            return Optional.empty();
        }
        return chosen.shape().get().read(map, place).map(value -> value);
    }

    private String none(YamlMap map) {
        for (var entry : map.entries()) {
            var near = Guess.near(entry.name(), keys);
            if (near.isPresent()) {
                return "has the unknown key " + Quoted.of(entry.name()) + "; did you mean `" + near.get() + "`?";
            }
        }
        return "is " + map.describe() + " without a key that says what it is; needed is " + word();
    }

    private String several(List<Case<? extends T>> present) {
        return "has both `" + present.get(0).key() + "` and `" + present.get(1).key() + "`; needed is " + word();
    }

    @Override
    JsonObject schema() {
        var choices = new JsonArray();
        for (var one : cases) {
            one.shape().ifPresent(shape -> choices.add(shape.schema()));
        }
        var schema = new JsonObject();
        schema.add("oneOf", choices);
        return schema;
    }

    @Override
    String word() {
        return "a mapping with " + ListedSpelling.listed(keys);
    }

    @Override
    JsonElement json(T value) {
        throw new UnsupportedOperationException("a choice of mappings can't have a default");
    }

    @Override
    void addRows(Rows rows, String prefix) {
        for (var one : cases) {
            one.shape().ifPresent(shape -> shape.addRows(rows, prefix));
        }
    }
}
