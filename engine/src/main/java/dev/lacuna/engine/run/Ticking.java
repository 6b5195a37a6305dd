package dev.lacuna.engine.run;

import dev.lacuna.engine.time.Loop;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for conditions that time alone can make true: the loop evaluates them after events, so there must be some. */
final class Ticking {
    private static final Duration TICK = Duration.ofMillis(100);
    private final Loop loop;
    private boolean over;

    Ticking(Loop loop) {
        this.loop = loop;
    }

    boolean await(BooleanSupplier done, long until) {
        loop.post(this::tick);
        try {
            return loop.await(done, until);
        } finally {
            over = true;
        }
    }

    private void tick() {
        if (!over) {
            loop.after(TICK, this::tick);
        }
    }
}
