package dev.lacuna.engine.scenario.shape;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** YAML for people: a line a key, mappings in mappings indented, whatever is in a list on one line (docs/decisions/0009). */
final class YamlText {
    /** Texts that mean themselves without quotes, durations and ranges of them among these. */
    private static final Pattern PLAIN =
            Pattern.compile("[A-Za-z][A-Za-z0-9_./-]*|(?:[0-9]+(?:ms|h|m|s))+(?:\\.\\.(?:[0-9]+(?:ms|h|m|s))+)?");

    private static final Set<String> OTHERS = Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");

    private final Map<String, String> notes;
    private final List<String> lines = new ArrayList<>();

    private YamlText(Map<String, String> notes) {
        this.notes = notes;
    }

    static String of(JsonObject tree, Map<String, String> notes) {
        var text = new YamlText(notes);
        text.mapping(tree, "", "");
        return String.join("\n", text.lines) + "\n";
    }

    private void mapping(JsonObject mapping, String indent, String prefix) {
        mapping.entrySet().forEach(entry -> {
            String path = prefix + entry.getKey();
            String note = Optional.ofNullable(notes.get(path))
                    .map(words -> "  # " + words)
                    .orElse("");
            if (entry.getValue() instanceof JsonObject inner && !inner.isEmpty()) {
                lines.add(indent + entry.getKey() + ":" + note);
                mapping(inner, indent + "  ", path + ".");
            } else if (entry.getValue() instanceof JsonArray items && holdsMappings(items)) {
                lines.add(indent + entry.getKey() + ":" + note);
                items.forEach(item -> lines.add(indent + "  - " + flow(item)));
            } else {
                lines.add(indent + entry.getKey() + ": " + flow(entry.getValue()) + note);
            }
        });
    }

    private static boolean holdsMappings(JsonArray items) {
        return !items.isEmpty() && items.get(0).isJsonObject();
    }

    private static String flow(JsonElement value) {
        List<String> parts = new ArrayList<>();
        if (value instanceof JsonObject mapping) {
            mapping.entrySet()
                    .forEach(entry ->
                            parts.add(flow(new JsonPrimitive(entry.getKey())) + ": " + flow(entry.getValue())));
            return "{" + String.join(", ", parts) + "}";
        }
        if (value instanceof JsonArray items) {
            items.forEach(item -> parts.add(flow(item)));
            return "[" + String.join(", ", parts) + "]";
        }
        boolean plain = !value.getAsJsonPrimitive().isString()
                || (PLAIN.matcher(value.getAsString()).matches() && !OTHERS.contains(value.getAsString()));
        return plain ? value.getAsString() : value.toString();
    }
}
