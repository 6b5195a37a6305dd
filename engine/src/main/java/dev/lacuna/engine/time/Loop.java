package dev.lacuna.engine.time;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/**
 * A run's events, one at a time, and the run's own way to wait for them.
 *
 * <p>{@link #at}, {@link #post} and {@link #offload} may be called from any thread; {@link #await} and {@link #sleep} only from the run's own
 * thread, never from an event. A task that throws ends the run: the next {@code await} throws what the task threw.
 */
public interface Loop extends Clock {

    /** Runs {@code task} on the loop at {@code when} (monotonic nanoseconds), or as soon as possible when that has passed. */
    Timer at(long when, Runnable task);

    /** Runs {@code task} on the loop as soon as possible, after everything that was posted before. */
    void post(Runnable task);

    /**
     * Waits until {@code done} holds. It is evaluated on the loop, after each event, so it may read the loop's state.
     *
     * @param until monotonic nanoseconds
     * @return whether it held in time
     * @throws Stopped when the run is to end and this loop is a {@linkplain StopSignal#over stoppable} one
     */
    boolean await(BooleanSupplier done, long until);

    /** Runs blocking work on a thread of its own; the answer completes on the loop. In virtual time it runs at once. */
    <T> CompletableFuture<T> offload(String name, Callable<T> work);

    /** A stream of random numbers of its own for each name, so that one more drawing here changes nothing there. */
    RandomGenerator random(String name);

    default Timer after(Duration delay, Runnable task) {
        return at(now() + delay.toNanos(), task);
    }

    default boolean await(BooleanSupplier done, Duration atMost) {
        return await(done, now() + atMost.toNanos());
    }

    default void sleep(Duration length) {
        await(() -> false, length);
    }

    /**
     * Waits for an answer that completes on the loop.
     *
     * @throws Overdue when it is not there in time
     * @throws RuntimeException what the answer failed with
     */
    default <T> T await(CompletableFuture<T> answer, Duration atMost, String what) {
        if (!await(answer::isDone, atMost)) {
            throw new Overdue(what, atMost);
        }
        return Answers.now(answer);
    }

    /** A task that waits for its time. */
    interface Timer {
        void cancel();
    }
}
