package dev.lacuna.engine.time;

/** The time that something was given is over: whoever waits for it lets go, as at a {@linkplain Stopped stop}. */
public final class TimeOver extends Stopped {
    private static final long serialVersionUID = 1L;

    public TimeOver(String reason) {
        super(reason);
    }
}
