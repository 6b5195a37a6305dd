package dev.lacuna.engine.time;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The loop of a run on a real cluster: one thread for events, others for blocking work.
 *
 * <p>Several threads may await at a time. What a task throws, an {@link Error} too, is thrown by every await that is pending then, or else by
 * the next one; after that the loop goes on, because healing needs it. An await whose thread is interrupted throws {@link Stopped} and clears
 * the interrupt, for the same reason. All threads are daemons.
 */
public final class LiveLoop implements Loop, AutoCloseable {
    /** Pieces of blocking work at a time; more are refused, since so many that hang mean that nothing answers. */
    public static final int MOST_OFFLOADED = 64;

    private static final long LOOK_AT_WALL_CLOCK_EVERY = Duration.ofSeconds(1).toNanos();
    private static final long CLOSING_NANOS = Duration.ofSeconds(2).toNanos();

    private final long origin = System.nanoTime();
    private final InstantSource wallClock;
    private final RandomStreams streams;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final PriorityQueue<Event> queue = new PriorityQueue<>();
    private final ExecutorService offloaded = DaemonThreads.atMost(MOST_OFFLOADED, "lacuna-work");
    private final ExecutorService forLibraries = DaemonThreads.unbounded("lacuna-io");
    private final Thread thread = DaemonThreads.single("lacuna-loop", this::runEvents);
    private final WallClockWatch wallClockWatch = new WallClockWatch();
    private final List<Consumer<Duration>> jumpListeners = new CopyOnWriteArrayList<>();
    private final Set<Waiting> awaited = ConcurrentHashMap.newKeySet();
    private long arrivals;
    private boolean closed;

    // The state above is guarded by the lock. These two belong to the loop's thread, until it has ended.
    private final List<Waiting> waits = new ArrayList<>();
    private @Nullable Throwable unseenFailure;

    public LiveLoop(long seed) {
        this(seed, InstantSource.system());
    }

    LiveLoop(long seed, InstantSource wallClock) {
        this.wallClock = wallClock;
        this.streams = new RandomStreams(seed);
        thread.start();
        post(this::lookAtWallClock);
    }

    @Override
    public long now() {
        return System.nanoTime() - origin;
    }

    @Override
    public Instant wall() {
        return wallClock.instant();
    }

    /** {@inheritDoc} On a closed loop nothing runs any more: what comes late belongs to nobody. */
    @Override
    public Timer at(long when, Runnable task) {
        lock.lock();
        try {
            var event = new Event(Math.max(when, now()), arrivals++, task);
            if (!closed) {
                queue.add(event);
                changed.signal();
            }
            return event;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void post(Runnable task) {
        at(Long.MIN_VALUE, task);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException when called on the loop's own thread
     * @throws Stopped also when this thread is interrupted or the loop is closed
     */
    @Override
    public boolean await(BooleanSupplier done, long until) {
        if (thread.equals(Thread.currentThread())) {
            throw new IllegalStateException(
                    "await was called from an event: an event must not wait; have it schedule what comes next");
        }
        var waiting = new Waiting(done);
        enter(waiting, until);
        try {
            return waiting.answer();
        } finally {
            awaited.remove(waiting);
        }
    }

    /**
     * {@inheritDoc} Cancelling the answer interrupts the work. With {@value #MOST_OFFLOADED} pieces of work under way, the answer fails with
     * {@link RejectedExecutionException}.
     */
    @Override
    public <T> CompletableFuture<T> offload(String name, Callable<T> work) {
        var answer = new CompletableFuture<T>();
        try {
            var running = offloaded.submit(() -> perform(name, work, answer));
            var unused = answer.whenComplete((value, failure) -> {
                if (answer.isCancelled()) {
                    running.cancel(true);
                }
            });
        } catch (RejectedExecutionException e) {
            var refusal = new RejectedExecutionException(
                    "%s: not begun, the loop is closed or %d other calls are under way".formatted(name, MOST_OFFLOADED),
                    e);
            post(() -> answer.completeExceptionally(refusal));
        }
        return answer;
    }

    @Override
    public RandomGenerator random(String name) {
        return streams.named(name);
    }

    /** Threads for libraries that insist on their own, ended with the loop. Their answers reach the run's state by {@link #post} only. */
    public ExecutorService executor() {
        return forLibraries;
    }

    /**
     * Tells {@code listener}, on the loop, how far the wall clock jumped against the monotonic one (negative: backwards), within about a
     * second of the jump. Jumps of less than a second go unnoticed.
     */
    public void onClockJump(Consumer<Duration> listener) {
        jumpListeners.add(listener);
    }

    /**
     * Ends the loop and interrupts its work. Waits for its threads, for at most two seconds; one that ignores its interrupt is left behind as a daemon.
     * Who still awaits gets {@link Stopped}.
     */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            queue.clear();
            awaited.forEach(waiting -> waiting.abandon("the loop was closed"));
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        offloaded.shutdownNow();
        forLibraries.shutdownNow();
        if (!thread.equals(Thread.currentThread())) {
            joinThreads();
        }
    }

    private void joinThreads() {
        long until = now() + CLOSING_NANOS;
        try {
            thread.join(TimeUnit.NANOSECONDS.toMillis(CLOSING_NANOS));
            // A loop that is stuck in a task gets its last chance.
            thread.interrupt();
            boolean unused = offloaded.awaitTermination(until - now(), TimeUnit.NANOSECONDS)
                    && forLibraries.awaitTermination(until - now(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void enter(Waiting waiting, long until) {
        lock.lock();
        try {
            if (closed) {
                throw new Stopped("the loop is closed");
            }
            awaited.add(waiting);
            post(() -> begin(waiting, until));
        } finally {
            lock.unlock();
        }
    }

    private <T> void perform(String name, Callable<T> work, CompletableFuture<T> answer) {
        var worker = Thread.currentThread();
        var ownName = worker.getName();
        worker.setName(ownName + " " + name);
        try {
            T value = work.call();
            post(() -> answer.complete(value));
        } catch (Throwable e) {
            post(() -> answer.completeExceptionally(e));
        } finally {
            worker.setName(ownName);
        }
    }

    private void runEvents() {
        for (var event = next(); event != null; event = next()) {
            try {
                event.run();
                answerWaits();
            } catch (Throwable e) {
                fail(e);
            }
        }
    }

    /** Waits for the next event's time. Null once the loop is closed. */
    private @Nullable Event next() {
        lock.lock();
        try {
            while (!closed) {
                var head = queue.peek();
                long left = head == null ? Long.MAX_VALUE : head.when - now();
                if (left <= 0) {
                    return queue.poll();
                }
                try {
                    long unused = changed.awaitNanos(left);
                } catch (InterruptedException e) {
                    // Some task left it behind. Only closing ends this thread, and the interrupt is cleared by now.
                }
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    private void begin(Waiting waiting, long until) {
        if (unseenFailure != null) {
            unseenFailure = waiting.fail(unseenFailure) ? null : unseenFailure;
        } else if (!waiting.check()) {
            waits.add(waiting);
            waiting.expireBy(at(until, waiting::expire));
        }
    }

    private void answerWaits() {
        waits.removeIf(Waiting::check);
    }

    private void fail(Throwable failure) {
        boolean seen = false;
        for (var waiting : waits) {
            seen |= waiting.fail(failure);
        }
        waits.clear();
        if (!seen) {
            keep(failure);
        }
    }

    private void keep(Throwable failure) {
        if (unseenFailure == null) {
            unseenFailure = failure;
        } else if (!unseenFailure.equals(failure)) {
            unseenFailure.addSuppressed(failure);
        }
    }

    private void lookAtWallClock() {
        long before = now();
        var wall = wall();
        long after = now();
        at(after + LOOK_AT_WALL_CLOCK_EVERY, this::lookAtWallClock);
        wallClockWatch
                .look(before, wall, after)
                .ifPresent(jump -> jumpListeners.forEach(listener -> listener.accept(jump)));
    }
}
