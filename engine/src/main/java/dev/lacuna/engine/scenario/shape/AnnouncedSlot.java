package dev.lacuna.engine.scenario.shape;

import com.google.gson.JsonObject;
import dev.lacuna.engine.scenario.yaml.YamlMap;
import java.util.List;
import java.util.Optional;

/** A key that a later version will have. Until then it is refused by name, not as a misspelling. */
record AnnouncedSlot(String key, String meaning) implements Slot<Boolean> {

    @Override
    public List<String> keys() {
        return List.of(key);
    }

    @Override
    public List<String> usable() {
        return List.of();
    }

    @Override
    public boolean required() {
        return false;
    }

    @Override
    public Optional<Boolean> read(YamlMap map, Place place) {
        var entry = map.entry(key);
        entry.ifPresent(used -> place.key(key).problem(used.key(), "is not in this version yet; leave it out"));
        return entry.isPresent() ? Optional.empty() : Optional.of(false);
    }

    @Override
    public void addTo(JsonObject properties, SchemaRules rules) {
        // not a property: the schema refuses it as it refuses each key that it doesn't know
    }

    @Override
    public void addRows(Rows rows, String prefix) {
        rows.add(Rows.path(prefix, key), "not in this version", "", meaning);
    }
}
