package dev.lacuna.experiments.rehearsal.trouble;

import dev.lacuna.engine.time.Loop;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/** The loop of one process that can be killed, with a wall clock of its own that can be set. */
final class RunnerLoop implements Loop {
    private final Loop loop;
    private Duration jumped = Duration.ZERO;
    private boolean dead;

    RunnerLoop(Loop loop) {
        this.loop = loop;
    }

    boolean dead() {
        return dead;
    }

    /** Nothing of the process runs any more: no event, and whoever waits in it is thrown out. */
    void die() {
        dead = true;
    }

    void jump(Duration by) {
        jumped = jumped.plus(by);
    }

    @Override
    public long now() {
        return loop.now();
    }

    @Override
    public Instant wall() {
        return loop.wall().plus(jumped);
    }

    @Override
    public Timer at(long when, Runnable task) {
        return loop.at(when, () -> {
            if (!dead) {
                task.run();
            }
        });
    }

    @Override
    public void post(Runnable task) {
        at(loop.now(), task);
    }

    @Override
    public boolean await(BooleanSupplier done, long until) {
        throwIfDead();
        boolean[] held = {false};
        loop.await(() -> dead || (held[0] = done.getAsBoolean()), until);
        throwIfDead();
        return held[0];
    }

    private void throwIfDead() {
        if (dead) {
            throw new Killed();
        }
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
