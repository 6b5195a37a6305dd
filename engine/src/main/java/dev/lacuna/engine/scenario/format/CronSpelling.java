package dev.lacuna.engine.scenario.format;

import dev.lacuna.engine.scenario.Cron;
import dev.lacuna.engine.scenario.shape.Spelled;
import dev.lacuna.engine.scenario.shape.Spelling;
import java.util.ArrayList;
import java.util.List;

/** Five fields as in crontab(5), names and steps included. */
record CronSpelling() implements Spelling<Cron> {
    private static final List<CronField> FIELDS = List.of(
            new CronField("minute", 0, 59, List.of()),
            new CronField("hour", 0, 23, List.of()),
            new CronField("day of month", 1, 31, List.of()),
            new CronField(
                    "month",
                    1,
                    12,
                    List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")),
            new CronField("day of week", 0, 7, List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT")));
    private static final int[] DAYS_AT_MOST = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    private static final int LONGEST = 256;

    @Override
    public String needed() {
        return "five fields as in crontab, such as \"0 3 * * 1-5\"";
    }

    @Override
    public String pattern() {
        return "^ *[0-9A-Za-z*,/-]+(?: +[0-9A-Za-z*,/-]+){4} *$";
    }

    @Override
    public int longest() {
        return LONGEST;
    }

    @Override
    public Spelled<Cron> read(String text) {
        if (text.length() > LONGEST) {
            return Spelled.wrong("is longer than " + LONGEST + " characters; needed are " + needed());
        }
        var parts = parts(text);
        if (parts.size() != FIELDS.size()) {
            return Spelled.wrong(
                    "has " + parts.size() + (parts.size() == 1 ? " field" : " fields") + "; needed are " + needed());
        }
        long[] bits = new long[parts.size()];
        for (int i = 0; i < bits.length; i++) {
            var spelled = FIELDS.get(i).read(parts.get(i));
            if (spelled instanceof Spelled.Wrong<Long> wrong) {
                return Spelled.wrong(wrong.why());
            }
            bits[i] = spelled instanceof Spelled.Right<Long> right ? right.value() : 0;
        }
        long sundays = (bits[4] | bits[4] >>> 7) & 0x7F;
        boolean both = parts.get(2).startsWith("*") || parts.get(4).startsWith("*");
        var cron = new Cron(text, bits[0], bits[1], bits[2], bits[3], sundays, both);
        return both && !everComes(cron)
                ? Spelled.wrong("names days that no month has; it would never run")
                : Spelled.right(cron);
    }

    @Override
    public String write(Cron value) {
        return value.text();
    }

    private static boolean everComes(Cron cron) {
        for (int month = 1; month <= DAYS_AT_MOST.length; month++) {
            for (int day = 1; day <= DAYS_AT_MOST[month - 1]; day++) {
                if ((cron.months() >>> month & 1) == 1 && (cron.days() >>> day & 1) == 1) {
                    return true;
                }
            }
        }
        return false;
    }

    private static List<String> parts(String text) {
        var parts = new ArrayList<String>();
        int at = 0;
        while (at < text.length()) {
            int end = text.indexOf(' ', at);
            end = end < 0 ? text.length() : end;
            if (end > at) {
                parts.add(text.substring(at, end));
            }
            at = end + 1;
        }
        return parts;
    }
}
