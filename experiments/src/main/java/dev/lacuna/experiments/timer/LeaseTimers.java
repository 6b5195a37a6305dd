package dev.lacuna.experiments.timer;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The three times of an election by client-go.
 *
 * @param lease leaseDuration: a standby may take the lease when it has seen no change of it for so long
 * @param deadline renewDeadline: a leader that could not renew for so long gives up
 * @param retry retryPeriod: a leader renews so often, a standby looks every retry × (1 to 2.2)
 */
public record LeaseTimers(Duration lease, Duration deadline, Duration retry) {

    /** 1 + JitterFactor (client-go tools/leaderelection/leaderelection.go): the longest pause of a standby between two looks, in retry periods. */
    public static final double LONGEST_LOOK = 2.2;

    /** kubernetes/component-base config/v1alpha1/defaults.go. */
    public static final LeaseTimers STANDARD = ofSeconds(15, 10, 2);

    /** openshift/library-go pkg/config/leaderelection. */
    private static final LeaseTimers OPENSHIFT = ofSeconds(137, 107, 26);

    private static final List<LeaseTimers> KNOWN = List.of(STANDARD, OPENSHIFT);

    /** Shorter ones would make half the renew deadline, which is the timeout of a request for the lease, less than 1 s. */
    private static final long SHORTEST_RETRY = 500;

    private static final long STEP = 250;

    /** leaseDuration = 5 × retryPeriod at least: four attempts to renew before the deadline, where the defaults have five. */
    private static final int RETRIES_IN_LEASE = 5;

    public LeaseTimers {
        if (retry.isZero() || deadline.compareTo(retry) <= 0 || lease.compareTo(deadline) <= 0) {
            throw new IllegalArgumentException(
                    "client-go needs lease > deadline > retry > 0, found %s, %s, %s".formatted(lease, deadline, retry));
        }
    }

    private static LeaseTimers ofSeconds(int lease, int deadline, int retry) {
        return new LeaseTimers(Duration.ofSeconds(lease), Duration.ofSeconds(deadline), Duration.ofSeconds(retry));
    }

    /** Those with this lease duration, which is all that a Lease tells: known ones, or in the proportion of the defaults. */
    public static LeaseTimers of(Duration lease) {
        return KNOWN.stream()
                .filter(known -> known.lease.equals(lease))
                .findFirst()
                .orElseGet(() -> scaled(lease));
    }

    private static LeaseTimers scaled(Duration lease) {
        long nanos = Math.max(lease.toNanos(), 1_000_000_000L);
        return new LeaseTimers(
                Duration.ofNanos(nanos), Duration.ofNanos(nanos / 3 * 2), Duration.ofNanos(nanos / 15 * 2));
    }

    /** Whether these are known times, and not in the defaults' proportion only. */
    public boolean known() {
        return KNOWN.contains(this);
    }

    /** In seconds: a standby's longest pause between two looks. */
    public double longestLook() {
        return seconds(retry) * LONGEST_LOOK;
    }

    /** From a leader's end to its successor's first record, if it keeps its lease: in seconds, at least; it may just have renewed, or be about to. */
    public double leastAfterCrash() {
        return seconds(lease) - seconds(retry);
    }

    /** The same, at most: a standby sees the last renewal one look late, and that it has run out another one. Without the API's latency. */
    public double mostAfterCrash() {
        return seconds(lease) + 2 * longestLook();
    }

    /**
     * The times with the fewest writes, of those that look no more rarely, under which a crash is bounded by so many seconds: whole seconds of lease, as the
     * Lease object has them; and a deadline such that a leader has given up before its lease has run out.
     */
    public Optional<LeaseTimers> boundingCrashBy(double seconds) {
        long most = ((long) (seconds / (RETRIES_IN_LEASE + 2 * LONGEST_LOOK) * 1_000 / STEP)) * STEP;
        for (long look = Math.min(most, retry.toMillis()); look >= SHORTEST_RETRY; look -= STEP) {
            long whole = (long) (seconds - 2 * LONGEST_LOOK * look / 1e3);
            if (whole * 1_000 >= RETRIES_IN_LEASE * look) {
                return Optional.of(new LeaseTimers(
                        Duration.ofSeconds(whole), Duration.ofMillis(whole * 1_000 - look), Duration.ofMillis(look)));
            }
        }
        return Optional.empty();
    }

    /** How many times as often a leader writes its lease with these as with {@code others}. */
    public double writesComparedTo(LeaseTimers others) {
        return seconds(others.retry) / seconds(retry);
    }

    static double seconds(Duration length) {
        return length.toNanos() / 1e9;
    }

    /** Up to three decimals. */
    static String digits(double value) {
        return BigDecimal.valueOf(value)
                .setScale(3, RoundingMode.HALF_EVEN)
                .stripTrailingZeros()
                .toPlainString();
    }

    /** {@code 15/10/2 s}. */
    @Override
    public String toString() {
        return digits(seconds(lease)) + "/" + digits(seconds(deadline)) + "/" + digits(seconds(retry)) + " s";
    }
}
