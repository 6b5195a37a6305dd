package dev.lacuna.experiments.kubernetes.api;

import dev.lacuna.engine.time.Loop;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A loop in real time for tests that speak over sockets. What a task throws is thrown by the next {@code await}. */
public final class TestLoop implements Loop, AutoCloseable {
    public static final String THREAD = "test-loop";
    private final ScheduledThreadPoolExecutor executor =
            new ScheduledThreadPoolExecutor(1, work -> daemon(work, THREAD), new ThreadPoolExecutor.DiscardPolicy());
    private final ExecutorService network = Executors.newCachedThreadPool(work -> daemon(work, "network"));
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    private static Thread daemon(Runnable work, String name) {
        var thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Threads for endpoints. */
    public ExecutorService network() {
        return network;
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
        if (executor.isShutdown()) {
            return () -> {};
        }
        Future<?> future = executor.schedule(() -> guarded(task), when - now(), TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }

    @Override
    public void post(Runnable task) {
        if (!executor.isShutdown()) {
            executor.execute(() -> guarded(task));
        }
    }

    private void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            failure.compareAndSet(null, e);
        }
    }

    @Override
    public boolean await(BooleanSupplier done, long until) {
        while (true) {
            boolean held = onLoop(done);
            Throwable thrown = failure.get();
            if (thrown != null) {
                throw new IllegalStateException("a task on the loop failed", thrown);
            }
            if (held || now() >= until) {
                return held;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    private boolean onLoop(BooleanSupplier done) {
        try {
            return executor.submit(done::getAsBoolean).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public <T> CompletableFuture<T> offload(String name, Callable<T> work) {
        var answer = new CompletableFuture<T>();
        network.execute(() -> {
            try {
                T result = work.call();
                post(() -> answer.complete(result));
            } catch (Exception e) {
                post(() -> answer.completeExceptionally(e));
            }
        });
        return answer;
    }

    @Override
    public RandomGenerator random(String name) {
        return RandomGenerator.of("L64X128MixRandom");
    }

    @Override
    public void close() {
        executor.shutdownNow();
        network.shutdownNow();
    }
}
