package dev.lacuna.engine.time;

import java.time.Duration;

/** Something was awaited and did not come in time. */
public final class Overdue extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Overdue(String what, Duration waited) {
        super("%s: no answer within %s ms".formatted(what, waited.toMillis()));
    }
}
