package dev.lacuna.engine.scenario.yaml;

import java.util.List;

/** A list, in the order of the file. */
public record YamlList(List<YamlNode> items, int line, int column) implements YamlNode {

    public YamlList {
        items = List.copyOf(items);
    }

    @Override
    public String describe() {
        return items.isEmpty() ? "an empty list" : "a list";
    }
}
