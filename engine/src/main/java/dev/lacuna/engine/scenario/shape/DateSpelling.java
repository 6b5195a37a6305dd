package dev.lacuna.engine.scenario.shape;

import java.time.DateTimeException;
import java.time.LocalDate;

/** A day. */
record DateSpelling() implements Spelling<LocalDate> {

    @Override
    public String needed() {
        return "a date such as 2026-12-24";
    }

    @Override
    public String pattern() {
        return "^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])$";
    }

    @Override
    public Spelled<LocalDate> read(String text) {
        if (text.length() != 10 || text.charAt(4) != '-' || text.charAt(7) != '-') {
            return Spelled.wrong("is not " + needed());
        }
        try {
            return Spelled.right(LocalDate.parse(text));
        } catch (DateTimeException e) {
            return Spelled.wrong("is no day of the calendar; write " + needed());
        }
    }

    @Override
    public String write(LocalDate value) {
        return value.toString();
    }
}
