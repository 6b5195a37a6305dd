package dev.lacuna.engine.time;

import java.time.Instant;

/** A run's two clocks, kept apart. Safe to read from any thread. */
public interface Clock {

    /** Nanoseconds on the run's monotonic clock, from an origin of no meaning. The only clock for durations and order. */
    long now();

    /** The wall clock, to name a moment to people. It can jump: never subtract two of its readings. */
    Instant wall();
}
