package dev.lacuna.engine.scenario.shape;

import com.google.gson.JsonObject;
import dev.lacuna.engine.scenario.yaml.YamlMap;
import java.util.List;
import java.util.Optional;

/** One or several keys of a mapping that together make one value. */
interface Slot<V> {

    /** Every key that belongs to it, announced ones included. */
    List<String> keys();

    /** Those of its keys that may be used. */
    List<String> usable();

    boolean required();

    /** The value of the mapping's key or keys, or the default; empty after a problem was reported. */
    Optional<V> read(YamlMap map, Place place);

    /** Adds its properties, and what it requires, to the schema of its mapping. */
    void addTo(JsonObject properties, SchemaRules rules);

    void addRows(Rows rows, String prefix);

    /** Adds what a file would have to say for the key to be read as it is in this record. */
    default void write(Record made, JsonObject into) {
        throw new UnsupportedOperationException("nobody has written " + keys() + " yet");
    }
}
