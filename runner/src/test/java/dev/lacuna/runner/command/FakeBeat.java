package dev.lacuna.runner.command;

import dev.lacuna.engine.time.Loop;
import dev.lacuna.engine.time.VirtualLoop;
import java.time.Instant;
import java.util.function.Consumer;

/** Virtual time; signals come when a test sends them. One at a time on a thread. */
final class FakeBeat implements Outside.Beat {
    private static final ThreadLocal<Loop> CURRENT = new ThreadLocal<>();
    private Consumer<String> watching = name -> {};
    private int seeds = 700;

    static Loop current() {
        return CURRENT.get();
    }

    void send(String signal) {
        watching.accept(signal);
    }

    @Override
    public Loop loop(long seed) {
        var loop = new VirtualLoop(seed, Instant.parse("2026-03-04T05:06:07Z"));
        CURRENT.set(loop);
        return loop;
    }

    @Override
    public Loop rehearsalLoop(long seed) {
        return loop(seed);
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // this very loop, not one like it
    public void close(Loop loop) {
        if (CURRENT.get() == loop) {
            CURRENT.remove();
        }
    }

    @Override
    public long freshSeed() {
        return seeds++;
    }

    @Override
    public Signals signals() {
        return told -> {
            watching = told;
            return () -> watching = name -> {};
        };
    }
}
