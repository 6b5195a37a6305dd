package dev.lacuna.engine.scenario.shape;

import com.google.gson.JsonObject;
import dev.lacuna.engine.scenario.yaml.Quoted;
import dev.lacuna.engine.scenario.yaml.YamlMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Exactly one of several keys, each with its own type. */
final class OptionsSlot<V> implements Slot<V> {
    private final String what;
    private final List<Option<V>> options;
    private final List<String> keys = new ArrayList<>();
    private final List<String> usable = new ArrayList<>();

    /** @param what the user's word for what the key says: {@code a fault} */
    OptionsSlot(String what, List<Option<V>> options) {
        this.what = what;
        this.options = List.copyOf(options);
        for (var option : options) {
            keys.add(option.key());
            if (option.type().isPresent()) {
                usable.add(option.key());
            }
        }
    }

    @Override
    public List<String> keys() {
        return keys;
    }

    @Override
    public List<String> usable() {
        return usable;
    }

    @Override
    public boolean required() {
        return true;
    }

    @Override
    public Optional<V> read(YamlMap map, Place place) {
        var present = new ArrayList<Option<V>>();
        for (var option : options) {
            if (map.entry(option.key()).isPresent()) {
                present.add(option);
            }
        }
        if (present.size() == 1) {
            return read(present.get(0), map, place);
        }
        place.problem(map, present.isEmpty() ? none() : several(present));
        return Optional.empty();
    }

    private Optional<V> read(Option<V> option, YamlMap map, Place place) {
        var entry = map.entry(option.key()).orElseThrow();
        var here = place.key(option.key());
        if (option.type().isEmpty()) {
            here.problem(
                    entry.key(),
                    Quoted.of(option.key()) + " is not in this version yet; allowed: " + String.join(", ", usable));
            return Optional.empty();
        }
        return option.type().get().read(entry.value(), here);
    }

    private String none() {
        return "has no " + what + "; needed is exactly one of " + String.join(", ", usable);
    }

    private String several(List<Option<V>> present) {
        return "has more than one " + what + ": `" + present.get(0).key() + "` and `"
                + present.get(1).key() + "`; needed is exactly one";
    }

    @Override
    public void addTo(JsonObject properties, SchemaRules rules) {
        for (var option : options) {
            option.type().ifPresent(type -> {
                var schema = type.schema();
                schema.addProperty("description", option.meaning());
                properties.add(option.key(), schema);
            });
        }
        if (usable.isEmpty()) {
            rules.add(SchemaRules.not(new JsonObject()));
        } else {
            rules.exactlyOne(usable);
        }
    }

    @Override
    public void addRows(Rows rows, String prefix) {
        for (var option : options) {
            var path = Rows.path(prefix, option.key());
            option.type()
                    .ifPresentOrElse(
                            type -> rows.add(path, type.word(), "exactly one " + what, option.meaning()),
                            () -> rows.add(path, "not in this version", "", option.meaning()));
            option.type().ifPresent(type -> type.addRows(rows, path));
        }
    }
}
