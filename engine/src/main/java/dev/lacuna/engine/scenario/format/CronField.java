package dev.lacuna.engine.scenario.format;

import dev.lacuna.engine.scenario.shape.Spelled;
import java.util.List;
import java.util.Locale;

/**
 * One of the five: a list of values, ranges and steps.
 *
 * @param names of the values from {@code least} on, in upper case; empty where values have no names
 */
record CronField(String name, int least, int most, List<String> names) {

    /** The values as bits. */
    Spelled<Long> read(String text) {
        long bits = 0;
        int at = 0;
        while (at <= text.length()) {
            int end = text.indexOf(',', at);
            end = end < 0 ? text.length() : end;
            long part = part(text.substring(at, end));
            if (part == 0) {
                return Spelled.wrong("has the " + name + " `" + text + "`; allowed is " + allowed());
            }
            bits |= part;
            at = end + 1;
        }
        return Spelled.right(bits);
    }

    private String allowed() {
        var values = names.isEmpty() ? "" : " (or " + names.get(0) + " to " + names.get(names.size() - 1) + ")";
        return least + " to " + most + values + ", *, ranges a-b, steps */n or a-b/n, and lists of these";
    }

    /** The bits of one part; none where it is wrong. */
    private long part(String text) {
        int slash = text.indexOf('/');
        var range = slash < 0 ? text : text.substring(0, slash);
        int step = slash < 0 ? 1 : number(text.substring(slash + 1));
        int dash = range.indexOf('-');
        boolean star = range.equals("*");
        int from = star ? least : value(dash < 0 ? range : range.substring(0, dash));
        int to = star ? most : dash < 0 ? from : value(range.substring(dash + 1));
        boolean single = !star && dash < 0 && slash >= 0;
        if (from < least || to > most || to < from || step < 1 || step > most || single) {
            return 0;
        }
        long bits = 0;
        for (int i = from; i <= to; i += step) {
            bits |= 1L << i;
        }
        return bits;
    }

    private int value(String text) {
        int named = names.indexOf(text.toUpperCase(Locale.ROOT));
        return named >= 0 ? named + least : number(text);
    }

    private static int number(String text) {
        if (text.isEmpty() || text.length() > 2 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return -1;
        }
        return Integer.parseInt(text);
    }
}
