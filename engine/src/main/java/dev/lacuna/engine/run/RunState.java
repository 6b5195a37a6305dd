package dev.lacuna.engine.run;

import java.util.EnumSet;
import java.util.Set;

/** What a run is doing. The names are those of docs/architecture.md, "A trial". */
public enum RunState {
    PREFLIGHT,
    BASELINE,
    PREPARE,
    INJECT,
    CONFIRM,
    OBSERVE,
    HEAL,
    JUDGE,
    SETTLE,
    ENDED;

    /** Healing may begin from everywhere; otherwise the order is the one of a trial. */
    Set<RunState> next() {
        return switch (this) {
            case PREFLIGHT -> EnumSet.of(BASELINE, HEAL, JUDGE, SETTLE, ENDED);
            case BASELINE -> EnumSet.of(PREPARE, HEAL);
            case PREPARE -> EnumSet.of(INJECT, HEAL);
            case INJECT -> EnumSet.of(CONFIRM, HEAL);
            case CONFIRM -> EnumSet.of(INJECT, OBSERVE, HEAL);
            case OBSERVE -> EnumSet.of(HEAL);
            case HEAL -> EnumSet.of(JUDGE);
            case JUDGE -> EnumSet.of(SETTLE, ENDED);
            case SETTLE -> EnumSet.of(PREFLIGHT, ENDED, JUDGE);
            case ENDED -> EnumSet.noneOf(RunState.class);
        };
    }
}
