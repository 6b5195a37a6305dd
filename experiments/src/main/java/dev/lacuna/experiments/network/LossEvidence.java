package dev.lacuna.experiments.network;

import dev.lacuna.experiments.controlplane.FilterCount;
import java.util.Locale;

/**
 * What the kernel's counters say of a loss. The observed share has to fit the asked one: with n packets it lies within four standard deviations of it in all but 1 of
 * 15,000 cases. A filter that matches nothing proves nothing.
 */
final class LossEvidence {
    private static final double DEVIATIONS = 4;

    /** Fewer tell little: with 30 % asked, 30 packets allow anything from 0 to 63 %. */
    private static final int LEAST = 50;

    private final Network spec;
    private FilterCount count = new FilterCount(0, 0);

    LossEvidence(Network spec) {
        this.spec = spec;
    }

    /** Takes the latest count; tells whether it is enough and fits. */
    boolean take(FilterCount latest) {
        count = latest;
        if (spec.whole()) {
            return count.matched() > 0 && count.dropped() == count.matched();
        }
        return count.matched() >= LEAST
                && count.dropped() > 0
                && Math.abs(observed() - spec.share().fraction()) <= tolerance();
    }

    private double observed() {
        return count.matched() == 0 ? 0 : (double) count.dropped() / count.matched();
    }

    private double tolerance() {
        double asked = spec.share().fraction();
        return DEVIATIONS * Math.sqrt(asked * (1 - asked) / count.matched());
    }

    String words() {
        if (count.matched() == 0) {
            return "no packet has matched the filters: nothing was cut";
        }
        return String.format(
                Locale.ROOT,
                "the kernel counted %d matching packets and dropped %d of them, %.1f %%; %.1f %% were asked",
                count.matched(),
                count.dropped(),
                observed() * 100,
                spec.share().fraction() * 100);
    }
}
