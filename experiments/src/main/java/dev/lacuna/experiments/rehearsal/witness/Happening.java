package dev.lacuna.experiments.rehearsal.witness;

/**
 * One thing that happened in a simulated cluster.
 *
 * @param at nanoseconds on the loop's clock
 * @param node where; empty for what has no place
 * @param what whom it concerns: a component, a holder, a filter
 */
public record Happening(long at, Kind kind, String node, String what) {

    /** What can happen. */
    public enum Kind {
        /** The process of a component, or of an ordinary pod: SIGSTOP, SIGCONT, its end, its successor. */
        STOPPED,
        WENT_ON,
        GONE,
        STARTED,
        /** A packet filter of an agent. */
        FILTER_SET,
        FILTER_GONE,
        /** An API server answers requests. */
        SERVES,
        /** Etcd has, or has no more, a quorum of living members that reach each other. */
        QUORUM_LOST,
        QUORUM_BACK,
        /** Another member leads etcd, or, with an empty node, none that a quorum follows. */
        ETCD_LED,
        /** A lease was written: its election is the place, its holder what it concerns. */
        HELD,
        /** A piece of a component's work was done. */
        WORKED,
        /** A helper of a run on a node. */
        HELPER_STARTED,
        HELPER_ENDED
    }
}
