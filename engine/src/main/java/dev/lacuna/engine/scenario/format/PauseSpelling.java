package dev.lacuna.engine.scenario.format;

import dev.lacuna.engine.scenario.Pause;
import dev.lacuna.engine.scenario.shape.DurationText;
import dev.lacuna.engine.scenario.shape.Spelled;
import dev.lacuna.engine.scenario.shape.Spelling;
import java.time.Duration;

/** {@code auto}, or a duration up to a day. */
record PauseSpelling() implements Spelling<Pause> {
    private static final Duration LONGEST = Duration.ofHours(24);

    @Override
    public String needed() {
        return "`auto`, or a duration such as 30s";
    }

    @Override
    public String pattern() {
        return "^(?:auto|" + DurationText.PATTERN + ")$";
    }

    @Override
    public Spelled<Pause> read(String text) {
        if (text.equals("auto")) {
            return Spelled.right(new Pause.Auto());
        }
        var spelled = DurationText.read(text);
        if (spelled instanceof Spelled.Right<Duration> right) {
            return right.value().compareTo(LONGEST) > 0
                    ? Spelled.wrong("is too long; allowed is a day at most")
                    : Spelled.right(new Pause.Fixed(right.value()));
        }
        return Spelled.wrong("is not allowed; write " + needed());
    }

    @Override
    public String write(Pause value) {
        return value instanceof Pause.Fixed fixed ? DurationText.write(fixed.length()) : "auto";
    }
}
