package dev.lacuna.engine.scenario.shape;

import java.time.Duration;

/** A length of time within bounds. */
record DurationSpelling(Duration least, Duration most) implements Spelling<Duration> {

    @Override
    public String needed() {
        return "a duration such as 250ms, 30s or 1m30s, from " + write(least) + " to " + write(most);
    }

    @Override
    public String pattern() {
        return "^" + DurationText.PATTERN + "$";
    }

    @Override
    public Spelled<Duration> read(String text) {
        var spelled = DurationText.read(text);
        if (spelled instanceof Spelled.Right<Duration> right) {
            var value = right.value();
            if (value.compareTo(least) < 0) {
                return Spelled.wrong("is too short; allowed is " + write(least) + " to " + write(most));
            }
            if (value.compareTo(most) > 0) {
                return Spelled.wrong("is too long; allowed is " + write(least) + " to " + write(most));
            }
        }
        return spelled;
    }

    @Override
    public String write(Duration value) {
        return DurationText.write(value);
    }
}
