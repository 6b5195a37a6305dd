package dev.lacuna.engine.scenario.format;

import dev.lacuna.engine.scenario.Bound;
import dev.lacuna.engine.scenario.shape.DurationText;
import dev.lacuna.engine.scenario.shape.Share;
import dev.lacuna.engine.scenario.shape.Spelled;
import dev.lacuna.engine.scenario.shape.Spelling;
import dev.lacuna.engine.slo.Bound.Direction;
import dev.lacuna.engine.slo.Unit;
import java.time.Duration;

/** A duration, a share or a number. Which of them the measure counts in is seen later, when its probe is known. */
record BoundSpelling(Direction side) implements Spelling<Bound> {
    private static final Spelling<Share> SHARE = Share.spelling();
    private static final int LONGEST = 32;
    private static final double NANOS_IN_SECOND = 1e9;

    @Override
    public String needed() {
        return "a duration such as 25s, a share such as 99.9%, or a number";
    }

    @Override
    public String pattern() {
        return "^(?:" + DurationText.PATTERN + "|" + Share.PATTERN + "|[0-9]+(?:\\.[0-9]+)?)$";
    }

    @Override
    public int longest() {
        return LONGEST;
    }

    @Override
    public boolean takesNumbers() {
        return true;
    }

    @Override
    public Spelled<Bound> read(String text) {
        if (text.isEmpty() || text.length() > LONGEST || text.charAt(0) < '0' || text.charAt(0) > '9') {
            return Spelled.wrong("is not a bound; write " + needed());
        }
        if (text.endsWith("%")) {
            var share = SHARE.read(text);
            return share instanceof Spelled.Right<Share> right
                    ? Spelled.right(bound(right.value().fraction(), Unit.SHARE, text))
                    : Spelled.wrong(((Spelled.Wrong<Share>) share).why());
        }
        if (isNumber(text)) {
            return Spelled.right(bound(Double.parseDouble(text), Unit.COUNT, text));
        }
        var length = DurationText.read(text);
        return length instanceof Spelled.Right<Duration> right
                ? Spelled.right(bound(right.value().toNanos() / NANOS_IN_SECOND, Unit.SECONDS, text))
                : Spelled.wrong("is not a bound; write " + needed());
    }

    private Bound bound(double value, Unit unit, String text) {
        return new Bound(new dev.lacuna.engine.slo.Bound(side, value, unit), text);
    }

    @Override
    public String write(Bound value) {
        return value.written();
    }

    private static boolean isNumber(String text) {
        boolean dot = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.' && !dot && i > 0 && i < text.length() - 1) {
                dot = true;
            } else if (c < '0' || c > '9') {
                return false;
            }
        }
        return true;
    }
}
