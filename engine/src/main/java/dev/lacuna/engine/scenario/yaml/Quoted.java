package dev.lacuna.engine.scenario.yaml;

/** What was read, as it may be shown on a terminal: in backticks, on one line, short, and without control characters. */
public final class Quoted {
    private static final int LONGEST = 60;

    private Quoted() {}

    public static String of(String text) {
        return "`" + shown(text, LONGEST) + "`";
    }

    /** The same without the backticks, and as long as it is. */
    public static String inner(String text) {
        return shown(text, Integer.MAX_VALUE);
    }

    private static String shown(String text, int longest) {
        var shown = new StringBuilder(Math.min(text.length(), LONGEST) + 8);
        int at = 0;
        while (at < text.length() && shown.length() < longest) {
            int point = text.codePointAt(at);
            append(shown, point);
            at += Character.charCount(point);
        }
        return shown.append(at < text.length() ? "…" : "").toString();
    }

    private static void append(StringBuilder shown, int point) {
        switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                shown.append("\\u{").append(Integer.toHexString(point)).append('}');
            default -> shown.appendCodePoint(point);
        }
    }
}
