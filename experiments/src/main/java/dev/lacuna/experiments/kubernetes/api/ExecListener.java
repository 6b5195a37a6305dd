package dev.lacuna.experiments.kubernetes.api;

/** Hears from an {@link ExecStream}, on the loop. */
public interface ExecListener {

    /**
     * A line of the command's standard output, without its end.
     *
     * @param receivedAt when the frame with its last byte was there, in nanoseconds of the run's monotonic clock
     */
    void onLine(String line, long receivedAt);

    /** A line of its standard error. */
    default void onErrorLine(String line, long receivedAt) {}

    /** The stream is over and will say nothing more. Not called after {@link ExecStream#close}. */
    void onClosed(ExecExit exit);
}
