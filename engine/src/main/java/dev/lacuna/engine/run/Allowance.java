package dev.lacuna.engine.run;

import dev.lacuna.engine.time.Deadline;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.engine.time.StopSignal;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * How long one trial may still take: {@code maxDuration} from its baseline on, without the time for which a person is asked. It bounds all that a trial does
 * but healing, and looking that nothing is left.
 */
final class Allowance {
    private final Duration whole;
    private final StopSignal signal;
    private long end = Long.MAX_VALUE;
    private int standing;
    private long stoodFrom;

    Allowance(Duration whole, StopSignal signal) {
        this.whole = whole;
        this.signal = signal;
    }

    void begin(long now) {
        end = now + whole.toNanos();
    }

    /** When it is over, in monotonic nanoseconds, as far as is known now. */
    long end() {
        return standing > 0 ? Long.MAX_VALUE : end;
    }

    Duration left(long now) {
        return Duration.ofNanos(Math.max(0, end - now));
    }

    /** The loop that ends with it, or by a signal. */
    Loop over(Loop loop) {
        return Deadline.over(signal.over(loop), this::end, words() + " was over");
    }

    /** For messages: {@code maxDuration (60 s)}. */
    String words() {
        return "maxDuration (" + whole.toSeconds() + " s)";
    }

    /** Does what takes a person's time: meanwhile this time stands still. */
    <T> T without(Loop loop, Supplier<T> work) {
        if (standing++ == 0) {
            stoodFrom = loop.now();
        }
        try {
            return work.get();
        } finally {
            if (--standing == 0) {
                end += loop.now() - stoodFrom;
            }
        }
    }
}
