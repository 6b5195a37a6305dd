package dev.lacuna.experiments.rehearsal.model;

import dev.lacuna.engine.scenario.shape.DurationText;
import dev.lacuna.engine.scenario.shape.Spelled;
import dev.lacuna.engine.scenario.shape.Spelling;
import java.time.Duration;

/** How a range is written: {@code 2ms..15ms}, or {@code 2s} where it is always the same. */
record RangeSpelling() implements Spelling<Range> {
    private static final String BETWEEN = "..";

    @Override
    public String needed() {
        return "a range of durations such as 2ms..15ms, or one duration";
    }

    @Override
    public String pattern() {
        return "^[0-9hms]{2,24}(?:\\.\\.[0-9hms]{2,24})?$";
    }

    @Override
    public Spelled<Range> read(String text) {
        int cut = text.indexOf(BETWEEN);
        var least = DurationText.read(cut < 0 ? text : text.substring(0, cut));
        var most = DurationText.read(cut < 0 ? text : text.substring(cut + BETWEEN.length()));
        if (least instanceof Spelled.Right<Duration> from && most instanceof Spelled.Right<Duration> to) {
            return from.value().compareTo(to.value()) > 0
                    ? Spelled.wrong("begins after its end; write " + needed())
                    : Spelled.right(new Range(from.value(), to.value()));
        }
        return Spelled.wrong("is not a range; write " + needed());
    }

    @Override
    public String write(Range value) {
        return value.least().equals(value.most())
                ? DurationText.write(value.least())
                : DurationText.write(value.least()) + BETWEEN + DurationText.write(value.most());
    }
}
