package dev.lacuna.engine.time;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/** Raised once, from any thread, when a run is to end early. The first reason stays. */
public final class StopSignal {
    private final AtomicReference<Optional<String>> reason = new AtomicReference<>(Optional.empty());

    /** Raises the signal; {@code loop} is woken so that whoever waits on it sees it. */
    public void raise(String why, Loop loop) {
        reason.compareAndSet(Optional.empty(), Optional.of(why));
        loop.post(() -> {});
    }

    public Optional<String> reason() {
        return reason.get();
    }

    /** The same loop, whose {@code await} throws {@link Stopped} once this signal is raised. */
    public Loop over(Loop loop) {
        return new Stoppable(loop, this);
    }

    private record Stoppable(Loop loop, StopSignal signal) implements Loop {

        @Override
        public boolean await(BooleanSupplier done, long until) {
            throwIfRaised();
            boolean[] held = {false};
            loop.await(() -> signal.reason().isPresent() || (held[0] = done.getAsBoolean()), until);
            throwIfRaised();
            return held[0];
        }

        private void throwIfRaised() {
            signal.reason().ifPresent(why -> {
                throw new Stopped(why);
            });
        }

        @Override
        public long now() {
            return loop.now();
        }

        @Override
        public java.time.Instant wall() {
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
}
