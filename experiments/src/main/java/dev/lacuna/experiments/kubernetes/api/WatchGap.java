package dev.lacuna.experiments.kubernetes.api;

import dev.lacuna.engine.time.Interval;

/**
 * A stretch of time in which a watch was blind. What changed in it was seen later, at the gap's end or after it.
 *
 * @param began between the last byte that came and the moment at which the loss was noticed; nanoseconds of the run's monotonic clock
 * @param ended when the watch, or a new list, was answered again
 * @param mayMiss whether states in between may never be seen: true after a new list, false when the watch went on where it had stopped
 * @param reason what ended the watch, in words
 */
public record WatchGap(Interval began, long ended, boolean mayMiss, String reason) {

    /** From the last moment at which the watch is known to have seen everything. */
    public long from() {
        return began.lower();
    }

    public long to() {
        return ended;
    }
}
