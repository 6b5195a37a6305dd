package dev.lacuna.engine.time;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes the threads of a live loop: named, and daemons, so that none of them keeps a finished process alive. */
final class DaemonThreads {
    private static final long IDLE_SECONDS = 30;

    private DaemonThreads() {}

    static Thread single(String name, Runnable body) {
        var thread = new Thread(body, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Threads as needed; work beyond {@code most} at a time is rejected, not queued: it would wait for something that may hang. */
    static ExecutorService atMost(int most, String prefix) {
        return new ThreadPoolExecutor(
                0, most, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), numbered(prefix));
    }

    static ExecutorService unbounded(String prefix) {
        return Executors.newCachedThreadPool(numbered(prefix));
    }

    private static ThreadFactory numbered(String prefix) {
        var count = new AtomicInteger();
        return body -> single(prefix + "-" + count.incrementAndGet(), body);
    }
}
