package dev.lacuna.experiments.nodeagent;

import dev.lacuna.engine.time.Loop;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/** A loop on the test's own thread and the machine's clock: events run while the test awaits. */
final class RealTimeLoop implements Loop {
    private final DelayQueue<Event> queue = new DelayQueue<>();
    private final AtomicLong arrivals = new AtomicLong();

    private record Event(long when, long arrival, Runnable task) implements Delayed {
        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(when - System.nanoTime(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            var that = (Event) other;
            return when != that.when ? Long.compare(when, that.when) : Long.compare(arrival, that.arrival);
        }
    }

    @Override
    public long now() {
        return System.nanoTime();
    }

    @Override
    public Instant wall() {
        return Instant.now();
    }

    @Override
    public Timer at(long when, Runnable task) {
        var event = new Event(Math.max(when, now()), arrivals.getAndIncrement(), task);
        queue.add(event);
        return () -> queue.remove(event);
    }

    @Override
    public void post(Runnable task) {
        at(now(), task);
    }

    @Override
    public boolean await(BooleanSupplier done, long until) {
        try {
            while (!done.getAsBoolean()) {
                var next = queue.poll(until - now(), TimeUnit.NANOSECONDS);
                if (next == null) {
                    return done.getAsBoolean();
                }
                next.task().run();
            }
            return true;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
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
