package dev.lacuna.engine.time;

/** The run is to end: by a signal, a guard or the user. Whoever waits lets go; healing goes on, on a loop that is not stopped. */
public final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Stopped(String reason) {
        super(reason);
    }
}
