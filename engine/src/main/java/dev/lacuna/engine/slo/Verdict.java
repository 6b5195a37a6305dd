package dev.lacuna.engine.slo;

import java.util.Collection;
import java.util.Collections;

/**
 * What a run, a trial or an SLO came to, from best to worst.
 *
 * <p>The order decides what several come to together. FAIL outranks the two that say less: what was proved stays proved, whatever was cut short
 * beside it. ABORTED outranks INCONCLUSIVE, because it names a cause that somebody has to look at.
 */
public enum Verdict {
    PASS,
    /** No data, no effect, too few samples, or an error too large to say. */
    INCONCLUSIVE,
    /** Ended early by a guard, a signal or the user. */
    ABORTED,
    FAIL;

    public Verdict orWorse(Verdict other) {
        return compareTo(other) >= 0 ? this : other;
    }

    /** The worst of them. Of none it is INCONCLUSIVE: nothing judged is nothing passed. */
    public static Verdict worst(Collection<Verdict> verdicts) {
        return verdicts.isEmpty() ? INCONCLUSIVE : Collections.max(verdicts);
    }
}
