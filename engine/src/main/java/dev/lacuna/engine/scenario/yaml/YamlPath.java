package dev.lacuna.engine.scenario.yaml;

import org.jspecify.annotations.Nullable;

/**
 * The way from a document's root to a node, as people write it: {@code spec.experiments[0].kill}. Its text is made only when somebody reads it.
 *
 * @param parent null at the root
 */
public record YamlPath(@Nullable YamlPath parent, String step) {
    public static final YamlPath ROOT = new YamlPath(null, "");

    public YamlPath key(String key) {
        return new YamlPath(this, isWord(key) ? key : "[" + Quoted.of(key) + "]");
    }

    public YamlPath item(int index) {
        return new YamlPath(this, "[" + index + "]");
    }

    @Override
    public String toString() {
        var text = new StringBuilder();
        appendTo(text);
        return text.toString();
    }

    private void appendTo(StringBuilder text) {
        if (parent != null) {
            parent.appendTo(text);
        }
        if (!text.isEmpty() && !step.startsWith("[")) {
            text.append('.');
        }
        text.append(step);
    }

    private static boolean isWord(String key) {
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            if (!isLetterOrDigit(c) && c != '-' && c != '_') {
                return false;
            }
        }
        return !key.isEmpty() && key.length() <= 63;
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
}
