package dev.lacuna.experiments.rehearsal.trouble;

import java.time.Duration;
import java.util.Locale;

/**
 * Something that goes wrong beside what the scenario asks for.
 *
 * @param from when, in nanoseconds of the run
 * @param length for how long; of a killed runner: how much later its successor comes
 * @param choice what else is left to chance: which node, which calls, how far
 */
record Trouble(Kind kind, long from, long length, int choice) {

    /** What can go wrong. */
    enum Kind {
        RUNNER_KILLED,
        SIGNAL,
        SIGNAL_TWICE,
        HELPER_KILLED,
        HELPER_AND_GUARDS_KILLED,
        API_SERVER_KILLED,
        API_SERVER_FROZEN,
        API_SERVER_CUT_OFF,
        /** Nothing is done, and the call says so. */
        CALLS_FAIL,
        /** Nothing is done, and no answer comes. */
        CALLS_HANG,
        /** It is done, and the answer comes late. */
        ANSWERS_LATE,
        /** It is done, and the answer is a failure. */
        ANSWERS_LOST,
        /** What is asked arrives twice, and what is watched is told twice. */
        ANSWERS_TWICE,
        /** The runner's wall clock. */
        CLOCK_JUMP,
        /** A node's. */
        NODE_CLOCK_JUMP,
        DISK_FULL;

        boolean ofCalls() {
            return compareTo(CALLS_FAIL) >= 0 && compareTo(ANSWERS_TWICE) <= 0;
        }
    }

    boolean isOn(long now) {
        return now >= from && now < from + length;
    }

    Trouble shorter() {
        return new Trouble(kind, from, length / 2, choice);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s at %.3f s for %.3f s, choice %d",
                kind,
                from / 1e9,
                Duration.ofNanos(length).toNanos() / 1e9,
                choice);
    }
}
