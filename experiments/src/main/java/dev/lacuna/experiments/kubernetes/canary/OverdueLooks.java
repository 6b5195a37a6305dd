package dev.lacuna.experiments.kubernetes.canary;

import dev.lacuna.engine.time.Loop;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Looks again and again while something is overdue, one look at a time. Belongs to the loop. */
final class OverdueLooks {
    /** What works does it within some ten milliseconds; a look at all of it would cost more than it tells. */
    private static final Duration OVERDUE = Duration.ofMillis(300);

    private static final Duration PACE = Duration.ofMillis(30);
    private final Loop loop;
    private final OpenAsks asks;
    private final Supplier<CompletableFuture<?>> look;
    private boolean going;
    private boolean closed;

    /** @param look sends one consistent read and takes what it shows; never fails */
    OverdueLooks(Loop loop, OpenAsks asks, Supplier<CompletableFuture<?>> look) {
        this.loop = loop;
        this.asks = asks;
        this.look = look;
    }

    /** To be told of each ask. */
    void asked() {
        if (!going && !closed) {
            going = true;
            next();
        }
    }

    void close() {
        closed = true;
    }

    private void next() {
        var since = asks.oldestSince();
        if (closed || since.isEmpty()) {
            going = false;
            return;
        }
        long due = since.getAsLong() + OVERDUE.toNanos();
        if (loop.now() < due) {
            loop.at(due, this::next);
            return;
        }
        long sent = loop.now();
        var unused = look.get().whenComplete((seen, failure) -> loop.at(sent + PACE.toNanos(), this::next));
    }
}
