package dev.lacuna.engine.report;

import java.math.RoundingMode;

/** Nanoseconds as reports have them: seconds with six decimals. Written digit by digit, for a log has two in each of its many lines. */
final class Seconds {
    private static final int NANOS = 1_000;
    private static final int MICROS = 1_000_000;

    private Seconds() {}

    static String text(long nanos, RoundingMode rounding) {
        var text = new StringBuilder(16);
        append(text, nanos, rounding);
        return text.toString();
    }

    /** @param rounding FLOOR, CEILING or HALF_EVEN */
    static void append(StringBuilder to, long nanos, RoundingMode rounding) {
        long micros = micros(nanos, rounding);
        if (micros < 0) {
            to.append('-');
        }
        long size = Math.abs(micros);
        to.append(size / MICROS).append('.');
        digits(to, (int) (size % MICROS), MICROS / 10);
    }

    /** A number with leading zeros, from the decimal of this weight on. */
    static void digits(StringBuilder to, int number, int weight) {
        for (int one = weight; one > 0; one /= 10) {
            to.append((char) ('0' + number / one % 10));
        }
    }

    private static long micros(long nanos, RoundingMode rounding) {
        long down = Math.floorDiv(nanos, NANOS);
        int rest = Math.floorMod(nanos, NANOS);
        boolean up = switch (rounding) {
            case FLOOR -> false;
            case CEILING -> rest > 0;
            case HALF_EVEN -> rest > NANOS / 2 || (rest == NANOS / 2 && down % 2 != 0);
            default -> throw new IllegalArgumentException("no report rounds by " + rounding);
        };
        return up ? down + 1 : down;
    }
}
