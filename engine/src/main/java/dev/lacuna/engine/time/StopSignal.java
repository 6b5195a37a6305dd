package dev.lacuna.engine.time;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

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

    private static final class Stoppable extends PassedOn {
        private final Loop loop;
        private final StopSignal signal;

        Stoppable(Loop loop, StopSignal signal) {
            super(loop);
            this.loop = loop;
            this.signal = signal;
        }

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
    }
}
