package dev.lacuna.engine.scenario.shape;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.TreeSet;

/** A place of the time zone database. Offsets such as +02:00 are refused: they know no summer time, and who writes one rarely means that. */
record TimeZoneSpelling() implements Spelling<ZoneId> {

    @Override
    public String needed() {
        return "a time zone such as UTC or Europe/Berlin";
    }

    @Override
    public String pattern() {
        return "^[A-Za-z][A-Za-z0-9_+/-]{1,63}$";
    }

    @Override
    public Spelled<ZoneId> read(String text) {
        if (text.equals("UTC")) {
            return Spelled.right(ZoneOffset.UTC);
        }
        var known = ZoneId.getAvailableZoneIds();
        if (known.contains(text)) {
            return Spelled.right(ZoneId.of(text));
        }
        var near = Guess.near(text, new TreeSet<>(known));
        return Spelled.wrong("is no time zone"
                + near.map(zone -> "; did you mean `" + zone + "`?")
                        .orElse("; write one such as UTC or Europe/Berlin"));
    }

    @Override
    public String write(ZoneId value) {
        return value.equals(ZoneOffset.UTC) ? "UTC" : value.getId();
    }
}
