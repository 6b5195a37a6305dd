package dev.lacuna.experiments.nodeagent;

import dev.lacuna.engine.time.Interval;
import java.time.Instant;

/**
 * How a node's clocks relate to the run's clock, as bounds that hold.
 *
 * <p>A reading that was asked for at run time s and was back at r was made in between: the offset (node minus run)
 * lies in [reading - r, reading - s]. All
 * readings must hold at once, so the offset lies in what they have in common; older ones are widened by what two
 * crystals may drift apart.
 */
final class NodeClock {
    private static final long DRIFT_PER_MILLION =
            50; // allowed between two machines; a sample each half second keeps it below 0.1 ms
    private static final long NANOS = 1_000_000_000L;
    private static final long MICRO = 1_000;

    private final long step;
    private Interval offset;
    private long asOf;
    private int contradictions;
    private Interval wallNow;
    private Interval wallBefore;

    /**
     * @param step nanoseconds by which the node's clock is read: a reading may be late by so much
     * @param wall wall minus monotonic clock of the node
     */
    NodeClock(long step, RoundTrip reading, Interval wall) {
        this.step = step;
        this.offset = bounds(reading);
        this.asOf = reading.received();
        this.wallNow = wall;
        this.wallBefore = wall;
    }

    /** A reading of the node's clock, with the run's clock before and after. */
    record RoundTrip(long sent, long received, long reading) {}

    void learn(RoundTrip reading) {
        var known = offsetAt(reading.received());
        var heard = bounds(reading);
        if (known.overlaps(heard)) {
            offset = known.narrowedBy(heard);
        } else { // one of the machines slept or was moved: the newest reading is the only one that still holds
            contradictions++;
            offset = heard;
        }
        asOf = reading.received();
    }

    void learnWall(Interval wall) {
        wallBefore = wallNow;
        wallNow = wall;
    }

    Interval toRun(NodeMoment moment) {
        var at = offsetAt(moment.lower() - offset.lower());
        return new Interval(moment.lower() - at.upper(), moment.upper() + step - at.lower());
    }

    /** The earliest that the node's clock can show at this moment of the run. */
    long earliestAt(long run) {
        return run + offsetAt(run).lower();
    }

    /** If the wall clock was set in between, both of its last settings are possible. */
    Interval toRun(Instant wall) {
        long nanos = wall.getEpochSecond() * NANOS + wall.getNano();
        long lowest = Math.min(wallNow.lower(), wallBefore.lower());
        long highest = Math.max(wallNow.upper(), wallBefore.upper());
        return toRun(new NodeMoment(nanos - highest, nanos + MICRO - 1 - lowest));
    }

    long widthAt(long run) {
        return offsetAt(run).width() + step;
    }

    /** Readings that could not be true together with the ones before. */
    int contradictions() {
        return contradictions;
    }

    private Interval offsetAt(long run) {
        long drift = Math.abs(run - asOf) / 1_000_000 * DRIFT_PER_MILLION;
        return new Interval(offset.lower() - drift, offset.upper() + drift);
    }

    private Interval bounds(RoundTrip trip) {
        return new Interval(trip.reading() - trip.received(), trip.reading() + step - trip.sent());
    }
}
