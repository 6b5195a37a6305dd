package dev.lacuna.experiments.nodeagent;

import dev.lacuna.engine.time.Loop;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/** A loop in time of its own, for tests of one package: events in order of time, then of arrival. */
final class HandLoop implements Loop {
    private static final Instant WALL = Instant.parse("2026-11-20T10:00:00Z");

    private final PriorityQueue<Event> queue =
            new PriorityQueue<>(Comparator.comparingLong(Event::when).thenComparingLong(Event::arrival));
    private long now = 7_000_000_000L;
    private long arrivals;

    private record Event(long when, long arrival, Runnable task) {}

    @Override
    public long now() {
        return now;
    }

    @Override
    public Instant wall() {
        return WALL.plusNanos(now);
    }

    @Override
    public Timer at(long when, Runnable task) {
        var event = new Event(Math.max(when, now), arrivals++, task);
        queue.add(event);
        return () -> queue.remove(event);
    }

    @Override
    public void post(Runnable task) {
        at(now, task);
    }

    @Override
    public boolean await(BooleanSupplier done, long until) {
        while (!done.getAsBoolean()) {
            var next = queue.peek();
            if (next == null || next.when() > until) {
                now = Math.max(now, until);
                return done.getAsBoolean();
            }
            queue.remove(next);
            now = next.when();
            next.task().run();
        }
        return true;
    }

    @Override
    public <T> CompletableFuture<T> offload(String name, Callable<T> work) {
        throw new UnsupportedOperationException(name);
    }

    @Override
    public RandomGenerator random(String name) {
        throw new UnsupportedOperationException(name);
    }
}
