package dev.lacuna.engine.scenario.shape;

import com.google.gson.JsonElement;

/** The rows of a table in the reference, as Markdown. Not thread-safe. */
final class Rows {
    private final StringBuilder text = new StringBuilder();

    void add(String path, String type, String standard, String meaning) {
        text.append("| `")
                .append(path)
                .append("` | ")
                .append(cell(type))
                .append(" | ")
                .append(cell(standard))
                .append(" | ")
                .append(cell(meaning))
                .append(" |\n");
    }

    static String path(String prefix, String key) {
        return prefix.isEmpty() ? key : prefix + "." + key;
    }

    static String plain(JsonElement value) {
        return "`" + (value.isJsonPrimitive() ? value.getAsString() : value.toString()) + "`";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("\n", " ");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
