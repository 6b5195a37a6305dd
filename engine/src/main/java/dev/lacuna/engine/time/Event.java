package dev.lacuna.engine.time;

import org.jspecify.annotations.Nullable;

/** A task and its place in a loop's order: by time, then by arrival. */
final class Event implements Loop.Timer, Comparable<Event> {
    final long when;
    private final long arrival;
    private volatile @Nullable Runnable task;

    Event(long when, long arrival, Runnable task) {
        this.when = when;
        this.arrival = arrival;
        this.task = task;
    }

    /** Forgets the task at once, so that a timer far ahead holds on to nothing; the empty event stays in the queue until its time. */
    @Override
    public void cancel() {
        task = null;
    }

    boolean cancelled() {
        return task == null;
    }

    void run() {
        var runnable = task;
        if (runnable != null) {
            runnable.run();
        }
    }

    @Override
    public int compareTo(Event other) {
        int byTime = Long.compare(when, other.when);
        return byTime != 0 ? byTime : Long.compare(arrival, other.arrival);
    }
}
