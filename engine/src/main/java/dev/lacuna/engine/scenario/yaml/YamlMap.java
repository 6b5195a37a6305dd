package dev.lacuna.engine.scenario.yaml;

import java.util.List;
import java.util.Optional;

/**
 * A mapping, in the order of the file.
 *
 * @param entries no key twice: of a duplicate the first stays, and the result that the map came with names the others
 */
public record YamlMap(List<Entry> entries, int line, int column) implements YamlNode {

    public YamlMap {
        entries = List.copyOf(entries);
    }

    /** A key and what it stands for. */
    public record Entry(YamlScalar key, YamlNode value) {

        public String name() {
            return key.text();
        }
    }

    public Optional<Entry> entry(String key) {
        for (var entry : entries) {
            if (entry.name().equals(key)) {
                return Optional.of(entry);
            }
        }
        return Optional.empty();
    }

    public Optional<YamlNode> get(String key) {
        return entry(key).map(Entry::value);
    }

    @Override
    public String describe() {
        return entries.isEmpty() ? "an empty mapping" : "a mapping";
    }
}
