package dev.lacuna.engine.time;

import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;

/** A loop that is another one in all but how it is awaited on. */
abstract class PassedOn implements Loop {
    private final Loop loop;

    PassedOn(Loop loop) {
        this.loop = loop;
    }

    @Override
    public long now() {
        return loop.now();
    }

    @Override
    public Instant wall() {
        return loop.wall();
    }

    @Override
    public Timer at(long when, Runnable task) {
        return loop.at(when, task);
    }

    @Override
    public void post(Runnable task) {
        loop.post(task);
    }

    @Override
    public <T> CompletableFuture<T> offload(String name, Callable<T> work) {
        return loop.offload(name, work);
    }

    @Override
    public RandomGenerator random(String name) {
        return loop.random(name);
    }
}
