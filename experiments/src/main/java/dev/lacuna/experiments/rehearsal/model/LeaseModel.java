package dev.lacuna.experiments.rehearsal.model;

import java.time.Duration;

/**
 * How leaders are elected, and how soon they work.
 *
 * @param duration after which a standby may take the lease
 * @param renewDeadline after which a leader that can't renew gives up
 * @param retry pause of a leader between renewals, and least pause of a standby between looks
 * @param write from the moment that a new holder stamps its record to the end of that write
 * @param schedulerStart from a new holder's record to its first work: a standby scheduler's caches are filled already
 * @param controllerManagerStart the same: its controllers are started, and their caches filled, only then
 * @param task one piece of work, without its writes
 * @param controllerManagerReleases whether it gives its lease back on SIGTERM
 */
public record LeaseModel(
        Duration duration,
        Duration renewDeadline,
        Duration retry,
        Range write,
        Range schedulerStart,
        Range controllerManagerStart,
        Range task,
        boolean controllerManagerReleases) {

    /** JitterFactor of client-go tools/leaderelection/leaderelection.go: a standby looks every retry × (1 to 2.2). */
    public static final double JITTER = 1.2;

    public LeaseModel {
        requireOrder(duration, renewDeadline, retry);
    }

    /** As client-go's NewLeaderElector requires it. */
    static void requireOrder(Duration duration, Duration renewDeadline, Duration retry) {
        if (retry.isZero() || renewDeadline.compareTo(retry) <= 0 || duration.compareTo(renewDeadline) <= 0) {
            throw new IllegalArgumentException("client-go needs duration > renewDeadline > retry > 0, found %s, %s, %s"
                    .formatted(duration, renewDeadline, retry));
        }
    }

    /**
     * 15/10/2 s: kubernetes/component-base config/v1alpha1/defaults.go. Write: docs/mechanics.md, "How narrow a handover can be known". Starts: measured from the first record to
     * the first work in two scheduler crashes (0.04 to 0.1 s) and four handovers of the controller manager (1.4 to 3 s).
     */
    public static LeaseModel standard() {
        return new LeaseModel(
                Duration.ofSeconds(15),
                Duration.ofSeconds(10),
                Duration.ofSeconds(2),
                Range.millis(12, 40),
                Range.millis(20, 100),
                Range.millis(1_200, 3_000),
                Range.millis(2, 15),
                false);
    }
}
