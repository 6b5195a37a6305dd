package dev.lacuna.engine.time;

import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Bounds a whole sequence of waits, each of which has a limit of its own. */
public final class Deadline {

    private Deadline() {}

    /**
     * The same loop, whose {@code await} throws {@link TimeOver} at a moment, if what it waits for is not there by then.
     *
     * @param until monotonic nanoseconds, asked for at each wait
     * @param reason what the exception says
     */
    public static Loop over(Loop loop, LongSupplier until, String reason) {
        return new Bounded(loop, until, reason);
    }

    private static final class Bounded extends PassedOn {
        private final Loop loop;
        private final LongSupplier end;
        private final String reason;

        Bounded(Loop loop, LongSupplier end, String reason) {
            super(loop);
            this.loop = loop;
            this.end = end;
            this.reason = reason;
        }

        /** The moment may be put off meanwhile. */
        @Override
        public boolean await(BooleanSupplier done, long until) {
            while (true) {
                long last = end.getAsLong();
                if (loop.await(done, Math.min(until, last))) {
                    return true;
                }
                if (until <= last) {
                    return false;
                }
                if (end.getAsLong() <= last) {
                    throw new TimeOver(reason);
                }
            }
        }
    }
}
