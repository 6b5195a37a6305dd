package dev.lacuna.engine.time;

import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/**
 * A loop in virtual time: whoever awaits runs the events, and time leaps from one to the next.
 *
 * <p>Everything happens on one thread, the one that awaits, so the same seed repeats a run exactly. Tasks from another thread (a signal
 * handler's) are taken in before the next event; they alone are not repeatable.
 */
public final class VirtualLoop implements Loop {
    private final Instant start;
    private final RandomStreams streams;
    private final Agenda agenda = new Agenda();
    private final Queue<Event> fromOutside = new ConcurrentLinkedQueue<>();
    private volatile long now;
    private boolean driving;

    /**
     * A loop at time zero.
     *
     * @param start what its wall clock shows then
     */
    public VirtualLoop(long seed, Instant start) {
        this.start = start;
        this.streams = new RandomStreams(seed);
    }

    @Override
    public long now() {
        return now;
    }

    @Override
    public Instant wall() {
        return start.plusNanos(now);
    }

    @Override
    public Timer at(long when, Runnable task) {
        if (!agenda.isMine()) {
            var event = new Event(when, 0, task);
            fromOutside.add(event);
            return event;
        }
        return agenda.add(Math.max(when, now), task);
    }

    @Override
    public void post(Runnable task) {
        at(now, task);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException when called from an event
     * @throws RuntimeException what an event threw; the events after it stay in the queue
     */
    @Override
    public boolean await(BooleanSupplier done, long until) {
        beginDriving();
        try {
            boolean held = done.getAsBoolean();
            while (!held && step(until)) {
                held = done.getAsBoolean();
            }
            now = held ? now : Math.max(now, until);
            return held;
        } finally {
            driving = false;
        }
    }

    /** Runs events until none is left. It does not come back while something keeps scheduling itself. */
    public void runUntilIdle() {
        beginDriving();
        try {
            while (step(Long.MAX_VALUE)) {
                // each step is the work
            }
        } finally {
            driving = false;
        }
    }

    @Override
    public <T> CompletableFuture<T> offload(String name, Callable<T> work) {
        try {
            return CompletableFuture.completedFuture(work.call());
        } catch (Exception e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public RandomGenerator random(String name) {
        return streams.named(name);
    }

    private void beginDriving() {
        if (driving) {
            throw new IllegalStateException(
                    "await was called from an event: an event must not wait; have it schedule what comes next");
        }
        driving = true;
        agenda.takeOver();
    }

    /** Runs the next event that is due by {@code until}; says whether there was one. */
    private boolean step(long until) {
        takeFromOutside();
        for (var next = agenda.next(until); next != null; next = agenda.next(until)) {
            if (!next.cancelled()) {
                now = next.when();
                next.run();
                return true;
            }
        }
        return false;
    }

    private void takeFromOutside() {
        for (var event = fromOutside.poll(); event != null; event = fromOutside.poll()) {
            agenda.add(Math.max(event.when, now), event::run);
        }
    }
}
