package dev.lacuna.experiments.election;

import dev.lacuna.engine.time.Interval;
import dev.lacuna.experiments.controlplane.LeaseRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The time for which one holder has a lease; a released lease is a term without a holder. Belongs to the loop. */
final class Term {
    /** Two renewals make a holder that stays: the first record may be of one that dies at once. */
    private static final int FIRM = 2;

    private final LeaseRecord first;
    private final boolean knownFromTheStart;
    private Interval began;
    private LeaseRecord latest;
    private Interval written;
    private long period;
    private int renewals;
    private long firmNotBefore = Long.MAX_VALUE;
    private @Nullable Interval firm;

    /**
     * @param began when its first record was written
     * @param knownFromTheStart whether it was there already when the watching began: then {@code began} says nothing
     */
    Term(LeaseRecord first, Interval began, boolean knownFromTheStart) {
        this.first = first;
        this.began = began;
        this.latest = first;
        this.written = began;
        this.knownFromTheStart = knownFromTheStart;
    }

    LeaseRecord first() {
        return first;
    }

    LeaseRecord latest() {
        return latest;
    }

    Interval began() {
        return began;
    }

    boolean knownFromTheStart() {
        return knownFromTheStart;
    }

    /** When its latest record came in. */
    long heard() {
        return written.upper();
    }

    /** When its latest record was written. */
    Interval written() {
        return written;
    }

    /** Whether somebody holds the lease who can do its work. */
    boolean led() {
        return first.led();
    }

    boolean sameAs(LeaseRecord record) {
        return first.holder().equals(record.holder()) && acquired(first).equals(acquired(record));
    }

    private static Optional<Instant> acquired(LeaseRecord record) {
        return record.holder().isEmpty() ? Optional.empty() : record.acquired();
    }

    void narrow(Interval bounds) {
        written = written.equals(began) ? bounds : written;
        began = bounds;
    }

    /**
     * Takes a record of the same holder; one that renews nothing only shows that it is still there.
     *
     * @param skipping whether others before it may not have been seen: then it may be the second renewal, or a later one, whatever was counted
     */
    void take(LeaseRecord record, Interval at, boolean skipping) {
        boolean renewed = !record.renewed().equals(latest.renewed());
        latest = record;
        if (renewed) {
            period = at.upper() - heard();
            renewals++;
            if (skipping && renewals <= FIRM) {
                firmNotBefore = Math.min(firmNotBefore, written.lower());
            }
            if (renewals == FIRM) {
                long least = firstIsRenewed() ? Math.min(began.lower(), firmNotBefore) : firmNotBefore;
                firm = new Interval(Math.min(at.lower(), least), at.upper());
            }
            written = at;
        }
    }

    /** Whether the first record that was seen was not the first that was written: both times of that are the same. */
    private boolean firstIsRenewed() {
        return !first.renewed().equals(first.acquired());
    }

    /** When it was renewed for the second time. */
    Optional<Interval> firm() {
        return Optional.ofNullable(firm);
    }

    Duration length() {
        return latest.duration();
    }

    /**
     * When a holder that is not heard of any more stopped renewing: after its latest record, and before the next one was due by its own habit, with half of
     * that for a late one; at the end of the lease where it has no habit yet.
     */
    Interval lastSign() {
        long usual = period > 0 ? period + period / 2 : length().toNanos();
        return new Interval(written.lower(), heard() + Math.min(usual, length().toNanos()));
    }
}
