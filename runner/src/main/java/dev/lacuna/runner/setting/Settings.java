package dev.lacuna.runner.setting;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The values that hold, and where each comes from. Immutable. */
public final class Settings {
    private final Map<Setting, Value> values;

    private Settings(Map<Setting, Value> values) {
        this.values = new EnumMap<>(values);
    }

    /**
     * A setting's value.
     *
     * @param words none where it has no value; several only for a list
     * @param origin such as {@code --context}, {@code LACUNA_CONTEXT}, {@code lacuna.yaml:3} or {@code default}
     */
    public record Value(Setting setting, List<String> words, String origin) {

        public Value {
            words = List.copyOf(words);
        }
    }

    /**
     * Puts the layers together.
     *
     * @param layers what was given, that with precedence first
     */
    public static Settings of(List<List<Value>> layers) {
        Map<Setting, Value> values = new EnumMap<>(Setting.class);
        for (Setting setting : Setting.values()) {
            var given = layers.stream()
                    .flatMap(List::stream)
                    .filter(value -> value.setting() == setting)
                    .toList();
            values.put(setting, chosen(setting, given));
        }
        return new Settings(values);
    }

    private static Value chosen(Setting setting, List<Value> given) {
        if (given.isEmpty()) {
            return new Value(
                    setting, setting.standard().isEmpty() ? List.of() : List.of(setting.standard()), "default");
        }
        if (setting.kind() != Setting.Kind.LIST) {
            return given.get(0);
        }
        List<String> words = new ArrayList<>();
        given.forEach(value -> words.addAll(value.words()));
        return new Value(
                setting,
                words.stream().distinct().toList(),
                String.join(" and ", given.stream().map(Value::origin).toList()));
    }

    public Value value(Setting setting) {
        return values.getOrDefault(setting, new Value(setting, List.of(), "default"));
    }

    public Optional<String> text(Setting setting) {
        return value(setting).words().stream().findFirst();
    }

    public boolean flag(Setting setting) {
        return text(setting).filter("true"::equals).isPresent();
    }

    public List<String> list(Setting setting) {
        return value(setting).words();
    }

    /** All, in the order of the table. */
    public List<Value> all() {
        return Arrays.stream(Setting.values()).map(this::value).toList();
    }

    /** Whether a real cluster is named. */
    public boolean nameCluster() {
        return text(Setting.CONTEXT).isPresent() || flag(Setting.IN_CLUSTER);
    }
}
