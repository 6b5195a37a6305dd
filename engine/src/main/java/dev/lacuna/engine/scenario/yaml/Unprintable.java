package dev.lacuna.engine.scenario.yaml;

import java.util.Optional;

/** Finds what has no place in a text that people write: control characters, halves of surrogate pairs, non-characters, lines without end. */
final class Unprintable {
    /** The YAML library's time grows with the square of a line's length. A bundle of certificates in base64 fits. */
    static final int LONGEST_LINE = 1 << 18;

    private Unprintable() {}

    static Optional<YamlFault> firstIn(String text) {
        int line = 1;
        int column = 1;
        int at = 0;
        while (at < text.length()) {
            int point = text.codePointAt(at);
            if (!allowed(point)) {
                return Optional.of(new YamlFault(line, column, "", describe(point)));
            }
            if (column > LONGEST_LINE) {
                return Optional.of(new YamlFault(
                        line, column, "", "is in a line of more than " + LONGEST_LINE + " characters; break it"));
            }
            at += Character.charCount(point);
            if (point == '\n') {
                line++;
                column = 1;
            } else {
                column++;
            }
        }
        return Optional.empty();
    }

    /** The printable set of YAML 1.2.2, section 5.1, without the byte order mark. */
    private static boolean allowed(int point) {
        return point == '\t'
                || point == '\n'
                || point == '\r'
                || (point >= 0x20 && point < 0x7F)
                || point == 0x85
                || (point >= 0xA0 && point < 0xD800)
                || (point >= 0xE000 && point < 0xFFFE && point != 0xFEFF)
                || point >= 0x10000;
    }

    private static String describe(int point) {
        var name = "U+" + "0".repeat(Math.max(0, 4 - Integer.toHexString(point).length())) + Integer.toHexString(point);
        return point == 0
                ? "holds a NUL character; this is a binary file, or UTF-16 text: save it as UTF-8"
                : "holds the character " + name
                        + ", which a text may not have; take it out, or write it as an escape in double quotes";
    }
}
