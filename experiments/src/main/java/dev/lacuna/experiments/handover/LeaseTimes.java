package dev.lacuna.experiments.handover;

import dev.lacuna.experiments.controlplane.LeaseRecord;
import java.time.Duration;

/** How long a handover may take by client-go's own timers. */
final class LeaseTimes {
    /** Twice the longest pause between a standby's looks, 2 s × (1 + 1.2), by client-go's defaults (tools/leaderelection, JitterFactor). */
    private static final Duration LOOKS = Duration.ofMillis(8_800);

    /** Two renewals, slow API servers, and a restart that the kubelet delays. */
    private static final Duration MARGIN = Duration.ofSeconds(30);

    private LeaseTimes() {}

    /** The lease's own duration, the looks of the standby, and a margin. */
    static Duration patience(LeaseRecord record) {
        return record.duration().plus(LOOKS).plus(MARGIN);
    }
}
