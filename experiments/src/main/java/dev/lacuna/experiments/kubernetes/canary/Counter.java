package dev.lacuna.experiments.kubernetes.canary;

import dev.lacuna.engine.time.Interval;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.kubernetes.api.ApiOutcome;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongFunction;

/**
 * Asks for work by raising a number: one request at a time, so that a slow one can't take the number back, always with the newest number. Belongs to the
 * loop.
 */
final class Counter {
    /** More work than this is not heaped up for a component that is down: further asks wait for the last piece. */
    private static final int MOST_UNDONE = 10;

    private final Loop loop;
    private final LongFunction<CompletableFuture<ApiOutcome>> raise;
    private final OpenAsks asks = new OpenAsks(piece -> {});
    private long wanted;
    private long raised;
    private long done;
    private boolean onItsWay;
    private boolean closed;

    /** @param raise sends the number; never fails */
    Counter(Loop loop, LongFunction<CompletableFuture<ApiOutcome>> raise) {
        this.loop = loop;
        this.raise = raise;
    }

    CompletableFuture<Interval> ask() {
        if (wanted - done < MOST_UNDONE) {
            wanted++;
        }
        var answer = asks.open(wanted, loop.now());
        send();
        return answer;
    }

    OpenAsks asks() {
        return asks;
    }

    long wanted() {
        return wanted;
    }

    boolean isIdle() {
        return !onItsWay && asks.size() == 0 && done >= wanted;
    }

    /** The work was seen done up to a number. */
    void done(long number, long at) {
        done = Math.max(done, number);
        asks.done(piece -> piece <= number, at);
    }

    /** A consistent look, sent at {@code at}, has shown it done only so far. */
    void undone(long number, long at) {
        asks.undone(piece -> piece > number, at);
    }

    void close() {
        closed = true;
    }

    private void send() {
        if (onItsWay || closed || raised >= wanted) {
            return;
        }
        long number = wanted;
        onItsWay = true;
        var unused = raise.apply(number).thenAccept(outcome -> {
            onItsWay = false;
            try {
                outcome.orThrow();
                raised = number;
                send();
            } catch (RuntimeException e) {
                // The next ask tries again.
                failAsked(number, e);
            }
        });
    }

    private void failAsked(long number, RuntimeException why) {
        for (long piece = raised + 1; piece <= number; piece++) {
            asks.fail(piece, why);
        }
    }
}
