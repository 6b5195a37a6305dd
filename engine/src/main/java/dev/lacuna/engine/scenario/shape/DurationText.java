package dev.lacuna.engine.scenario.shape;

import java.time.Duration;

/** Durations as people write them: whole numbers, each with its unit, the larger before the smaller ({@code 1m30s}). */
public final class DurationText {
    /** What a duration matches, not anchored; for the patterns of spellings that take one among other things. */
    public static final String PATTERN = "(?=[0-9])(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?";

    private static final String[] UNITS = {"h", "m", "s", "ms"};
    private static final long[] MILLIS = {3_600_000, 60_000, 1_000, 1};
    private static final int MOST_DIGITS = 9;
    private static final String FORM = "write whole numbers with units from h, m, s, ms, such as 250ms, 30s or 1m30s";

    private DurationText() {}

    public static Spelled<Duration> read(String text) {
        long millis = 0;
        int at = 0;
        int unit = -1;
        while (at < text.length()) {
            int digits = end(text, at, true);
            int letters = end(text, digits, false);
            if (digits == at || digits - at > MOST_DIGITS) {
                return Spelled.wrong("is not a duration; " + FORM);
            }
            if (letters == digits) {
                return Spelled.wrong(withoutUnit(text, digits));
            }
            int next = unit(text.substring(digits, letters));
            if (next <= unit) {
                return Spelled.wrong("is not a duration; " + FORM);
            }
            unit = next;
            millis += Long.parseLong(text, at, digits, 10) * MILLIS[unit];
            at = letters;
        }
        return unit < 0 ? Spelled.wrong("is not a duration; " + FORM) : Spelled.right(Duration.ofMillis(millis));
    }

    /** The shortest text for a duration of whole milliseconds: {@code 1m30s}. What is finer is cut off. */
    public static String write(Duration value) {
        long rest = value.toMillis();
        if (rest == 0) {
            return "0s";
        }
        var text = new StringBuilder();
        for (int i = 0; i < UNITS.length; i++) {
            if (rest / MILLIS[i] > 0) {
                text.append(rest / MILLIS[i]).append(UNITS[i]);
                rest %= MILLIS[i];
            }
        }
        return text.toString();
    }

    private static String withoutUnit(String text, int digits) {
        return digits == text.length() && digits <= MOST_DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9')
                ? "has no unit; write " + text + "ms or " + text + "s"
                : "is not a duration; " + FORM;
    }

    private static int end(String text, int from, boolean digits) {
        int at = from;
        while (at < text.length()
                && (digits ? isDigit(text.charAt(at)) : text.charAt(at) >= 'a' && text.charAt(at) <= 'z')) {
            at++;
        }
        return at;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static int unit(String name) {
        for (int i = 0; i < UNITS.length; i++) {
            if (UNITS[i].equals(name)) {
                return i;
            }
        }
        return -1;
    }
}
