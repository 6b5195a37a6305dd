package dev.lacuna.engine.scenario.yaml;

/**
 * A single value, as its raw text.
 *
 * @param plain whether it stands without quotes; only then may it be more than a text
 */
public record YamlScalar(String text, boolean plain, int line, int column) implements YamlNode {

    /** What a scalar is without any guessing: numbers as in JSON, {@code true} and {@code false}, nothing at all, or else a text. */
    public enum Kind {
        TEXT,
        NUMBER,
        BOOLEAN,
        NOTHING
    }

    public Kind kind() {
        if (!plain) {
            return Kind.TEXT;
        }
        return switch (text) {
            case "true", "false" -> Kind.BOOLEAN;
            case "", "~", "null" -> Kind.NOTHING;
            default -> JsonNumber.matches(text) ? Kind.NUMBER : Kind.TEXT;
        };
    }

    @Override
    public String describe() {
        return switch (kind()) {
            case TEXT -> "the text " + Quoted.of(text);
            case NUMBER -> "the number " + Quoted.of(text);
            case BOOLEAN -> Quoted.of(text);
            case NOTHING -> "nothing";
        };
    }
}
