package dev.lacuna.engine.probe;

import dev.lacuna.engine.time.Loop;
import dev.lacuna.engine.time.VirtualLoop;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/** A virtual loop that is held up for a while: what was to run in that time runs at its end, in the right order. */
record StallingLoop(VirtualLoop loop, long from, long to) implements Loop {

    @Override
    public Timer at(long when, Runnable task) {
        return loop.at(when >= from && when < to ? to : when, task);
    }

    @Override
    public void post(Runnable task) {
        at(now(), task);
    }

    @Override
    public boolean await(BooleanSupplier done, long until) {
        return loop.await(done, until);
    }

    @Override
    public <T> CompletableFuture<T> offload(String name, Callable<T> work) {
        return loop.offload(name, work);
    }

    @Override
    public RandomGenerator random(String name) {
        return loop.random(name);
    }

    @Override
    public long now() {
        return loop.now();
    }

    @Override
    public Instant wall() {
        return loop.wall();
    }
}
