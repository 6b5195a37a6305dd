package dev.lacuna.engine.time;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a virtual loop is to run, by time and then by arrival: a heap in which each appointment knows its place, so that a cancelled one is out at once. Time limits
 * are nearly always cancelled, and would otherwise be most of what is in it. It belongs to one thread at a time.
 */
final class Agenda {
    /** Four children: half as many levels as with two. */
    private static final int CHILDREN = 4;

    private static final int NOWHERE = -1;

    private volatile Thread owner = Thread.currentThread();

    // The moments stand beside the heap, so that few comparisons have to look at the appointments themselves.
    private long[] moments = new long[64];
    private @Nullable Appointment[] heap = new @Nullable Appointment[64];
    private int size;
    private long arrivals;

    /** A task and its time. */
    final class Appointment implements Loop.Timer {
        private final long when;
        private final long arrival = arrivals++;
        private @Nullable Runnable task;
        private int place = NOWHERE;

        private Appointment(long when, Runnable task) {
            this.when = when;
            this.task = task;
        }

        long when() {
            return when;
        }

        /** A strand's thread may only empty it: the heap is its owner's. */
        @Override
        public void cancel() {
            task = null;
            if (isMine()) {
                remove(this);
            }
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

        private boolean isBefore(Appointment other) {
            return when < other.when || (when == other.when && arrival < other.arrival);
        }
    }

    /** Makes it the calling thread's. */
    void takeOver() {
        owner = Thread.currentThread();
    }

    boolean isMine() {
        return owner.equals(Thread.currentThread());
    }

    Appointment add(long when, Runnable task) {
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, 2 * size);
            moments = Arrays.copyOf(moments, 2 * size);
        }
        var added = new Appointment(when, task);
        rise(size++, added);
        return added;
    }

    /** Takes the first one out that is due by then, cancelled or not; null when there is none. */
    @Nullable
    Appointment next(long until) {
        var first = heap[0];
        if (first == null || first.when > until) {
            return null;
        }
        remove(first);
        return first;
    }

    private void remove(Appointment gone) {
        int at = gone.place;
        if (at == NOWHERE) {
            return;
        }
        gone.place = NOWHERE;
        var last = heap[--size];
        heap[size] = null;
        if (at == size || last == null) {
            return;
        }
        if (last.isBefore(gone)) {
            rise(at, last);
        } else {
            sink(at, last);
        }
    }

    private void rise(int from, Appointment one) {
        int at = from;
        while (at > 0) {
            int above = (at - 1) / CHILDREN;
            var parent = heap[above];
            if (parent == null || !one.isBefore(parent)) {
                break;
            }
            put(at, parent);
            at = above;
        }
        put(at, one);
    }

    private void sink(int from, Appointment one) {
        int at = from;
        for (int first = CHILDREN * at + 1; first < size; first = CHILDREN * at + 1) {
            int below = least(first);
            var child = heap[below];
            if (child == null || !child.isBefore(one)) {
                break;
            }
            put(at, child);
            at = below;
        }
        put(at, one);
    }

    /** The place of the earliest among siblings. */
    private int least(int first) {
        int end = Math.min(first + CHILDREN, size);
        int least = first;
        long earliest = moments[first];
        for (int at = first + 1; at < end; at++) {
            long moment = moments[at];
            if (moment < earliest || (moment == earliest && arrivedBefore(at, least))) {
                least = at;
                earliest = moment;
            }
        }
        return least;
    }

    private boolean arrivedBefore(int one, int other) {
        var left = heap[one];
        var right = heap[other];
        return left != null && right != null && left.arrival < right.arrival;
    }

    private void put(int at, Appointment one) {
        heap[at] = one;
        moments[at] = one.when;
        one.place = at;
    }
}
