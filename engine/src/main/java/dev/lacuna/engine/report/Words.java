package dev.lacuna.engine.report;

import dev.lacuna.engine.slo.Unit;
import dev.lacuna.engine.slo.Verdict;

/** Words that several reports share. */
final class Words {
    private Words() {}

    static String unit(Unit unit) {
        return switch (unit) {
            case SECONDS -> "s";
            case SHARE -> "share";
            case COUNT -> "count";
            case NUMBER -> "number";
        };
    }

    /** A trial passes nothing by itself: its PASS only says that its numbers may be judged. */
    static String trial(Verdict verdict) {
        return verdict == Verdict.PASS ? "measured" : verdict.name();
    }
}
