package dev.lacuna.engine.explanation;

import dev.lacuna.engine.slo.Measurement;
import dev.lacuna.engine.slo.Unit;
import java.util.Locale;
import java.util.Optional;

/**
 * What the cluster's own timers say of an SLO, before anything is hit.
 *
 * @param slo its name
 * @param asked at most so many seconds
 * @param range what the timers allow, in seconds
 * @param formula how the range is computed, with its numbers
 * @param remedy a setting under which the timers keep the bound; empty where they keep it already, or none does
 */
public record Outlook(
        String slo,
        String measure,
        double asked,
        Measurement range,
        String formula,
        String source,
        Optional<Remedy> remedy) {

    /** What becomes of the bound. */
    public enum Chance {
        /** The timers keep it. */
        KEPT,
        /** The timers may or may not keep it, by their own chance. */
        OPEN,
        /** No run can keep it. */
        IMPOSSIBLE
    }

    public Chance chance() {
        if (asked < range.lower()) {
            return Chance.IMPOSSIBLE;
        }
        return asked < range.upper() ? Chance.OPEN : Chance.KEPT;
    }

    /** What whoever runs the scenario should know; empty where the timers keep the bound. */
    public Optional<String> warning() {
        var what = "SLO `" + slo + "` asks for at most " + Unit.SECONDS.text(asked) + " of " + measure;
        return switch (chance()) {
            case KEPT -> Optional.empty();
            case OPEN -> Optional.of(what + ", which the cluster's own timers don't promise: " + reason());
            case IMPOSSIBLE -> Optional.of(what + ", which can't be met by the cluster's own timers: " + reason());
        };
    }

    /** The range with its formula and source, and what would keep the bound. */
    public String reason() {
        return "they make it %s: %s (%s)".formatted(range, formula, source)
                + advice().map(text -> ". " + text).orElse("");
    }

    /** What would keep the bound; empty where the timers keep it already. */
    public Optional<String> advice() {
        return chance() == Chance.KEPT
                ? Optional.empty()
                : Optional.of(
                        remedy.map(this::words).orElse("No setting of these timers keeps " + Unit.SECONDS.text(asked)));
    }

    private String words(Remedy way) {
        return String.format(
                Locale.ROOT,
                "For %s: %s, which bounds it at %s, %s (%s)",
                Unit.SECONDS.text(asked),
                way.setting(),
                Unit.SECONDS.text(way.bound()),
                way.cost(),
                way.source());
    }
}
