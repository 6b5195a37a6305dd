package dev.lacuna.engine.time;

/**
 * What is being done is to end: by a signal, a guard, the user, or because its {@linkplain TimeOver time is over}. Whoever waits lets go; healing goes on, on a loop that
 * is not stopped.
 */
public sealed class Stopped extends RuntimeException permits TimeOver {
    private static final long serialVersionUID = 1L;

    public Stopped(String reason) {
        super(reason);
    }
}
