package dev.lacuna.experiments.timer;

/** How a leader loses its lease. */
public enum Ousting {
    /** Its process is gone or stands still, and its record stays: the lease must run out. */
    KEPT,
    /** It writes an empty holder on its way out. */
    RELEASED,
    /** It is asked to end, and nobody knows whether it releases its lease. */
    PERHAPS_RELEASED,
    /** A holder that doesn't exist is written into the lease, with its full duration. */
    FOREIGN
}
