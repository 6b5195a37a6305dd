package dev.lacuna.engine.scenario;

import dev.lacuna.engine.slo.Unit;
import java.util.List;

/** The measures of elections, which no probe has to be declared for: {@code election.<lease>.<measure>}. */
public final class Elections {
    public static final String PREFIX = "election";

    /** From the old leader's end to the new holder's first record. */
    public static final String GAP = "gap";

    public static final String RECOVERY = "recovery";
    public static final String TRANSITIONS = "transitions";
    public static final String FLAPS = "flaps";
    public static final List<String> MEASURES = List.of(GAP, RECOVERY, TRANSITIONS, FLAPS);

    private Elections() {}

    public static Unit unit(String measure) {
        return measure.equals(TRANSITIONS) || measure.equals(FLAPS) ? Unit.COUNT : Unit.SECONDS;
    }
}
