package dev.lacuna.engine.time;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One thread that awaits on a live loop. The loop's thread asks its condition and answers; the waiting thread only takes the answer. */
final class Waiting {
    private final BooleanSupplier done;
    private final CompletableFuture<Boolean> answer = new CompletableFuture<>();
    private Loop.@Nullable Timer expiry;

    Waiting(BooleanSupplier done) {
        this.done = done;
    }

    void expireBy(Loop.Timer timer) {
        expiry = timer;
    }

    /** On the loop: asks the condition, unless there is an answer already. Whether it is over. A condition that throws fails this wait alone. */
    boolean check() {
        if (!answer.isDone()) {
            try {
                if (done.getAsBoolean()) {
                    answer.complete(true);
                }
            } catch (RuntimeException | Error e) {
                answer.completeExceptionally(e);
            }
        }
        return over();
    }

    /** On the loop, at the end of its time: the last chance. */
    void expire() {
        if (!check()) {
            answer.complete(false);
        }
    }

    /** On the loop. Whether somebody still waited, and so gets to see the failure. */
    boolean fail(Throwable failure) {
        boolean seen = answer.completeExceptionally(failure);
        return over() && seen;
    }

    /** From any thread. */
    void abandon(String reason) {
        answer.completeExceptionally(new Stopped(reason));
    }

    /** On the waiting thread. */
    boolean answer() {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            // The loop drops this wait at its next look.
            answer.cancel(false);
            throw new Stopped("interrupted while waiting");
        } catch (ExecutionException e) {
            throw unchecked(e);
        }
    }

    private boolean over() {
        if (answer.isDone() && expiry != null) {
            expiry.cancel();
        }
        return answer.isDone();
    }

    private static RuntimeException unchecked(ExecutionException failure) {
        var cause = failure.getCause();
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException known
                ? known
                : new IllegalStateException("a task of the loop failed", cause);
    }
}
