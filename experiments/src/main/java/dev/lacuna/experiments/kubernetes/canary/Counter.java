package dev.lacuna.experiments.kubernetes.canary;

import dev.lacuna.engine.time.Interval;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.kubernetes.api.Answered;
import dev.lacuna.experiments.kubernetes.api.ApiOutcome;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;

/**
 * Asks for work by raising a number: one request at a time, always with the newest number. A request whose answer was lost may arrive later than the next one;
 * so each says from which number it raises, and the cluster refuses one that is late instead of taking the number back. Belongs to the loop.
 */
final class Counter {
    /** More work than this is not heaped up for a component that is down: further asks wait for the last piece. */
    private static final int MOST_UNDONE = 10;

    /** What an API server answers to a patch whose test fails. */
    private static final int NOT_FROM_THERE = 422;

    private final Loop loop;
    private final Raise raise;
    private final OpenAsks asks = new OpenAsks(piece -> {});

    /** Numbers that may have arrived although no answer said so, the newest first. */
    private final Deque<Long> lost = new ArrayDeque<>();

    private long wanted;
    private long raised;
    private long done;
    private boolean onItsWay;
    private boolean closed;

    /** Sends the number. The future never fails. */
    interface Raise {
        /**
         * Sends a number.
         *
         * @param from the number that must be there; with another one there nothing may change, and the answer is a 422
         */
        CompletableFuture<ApiOutcome> send(long from, long number);
    }

    Counter(Loop loop, Raise raise) {
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
        var from = new ArrayDeque<Long>(lost);
        from.addFirst(number);
        from.addFirst(raised);
        send(number, from);
    }

    /** Tries each number that may be there; the one that was confirmed last is nearly always it. */
    private void send(long number, Deque<Long> from) {
        var unused = raise.send(from.removeFirst(), number).thenAccept(outcome -> {
            boolean elsewhere =
                    outcome instanceof Answered answered && answered.reply().status() == NOT_FROM_THERE;
            if (elsewhere && !from.isEmpty() && !closed) {
                send(number, from);
                return;
            }
            onItsWay = false;
            take(number, outcome);
        });
    }

    private void take(long number, ApiOutcome outcome) {
        try {
            outcome.orThrow();
            raised = number;
            lost.clear();
            send();
        } catch (RuntimeException e) {
            if (!(outcome instanceof Answered) && !lost.contains(number)) {
                lost.addFirst(number);
            }
            // The next ask tries again.
            failAsked(number, e);
        }
    }

    private void failAsked(long number, RuntimeException why) {
        for (long piece = raised + 1; piece <= number; piece++) {
            asks.fail(piece, why);
        }
    }
}
