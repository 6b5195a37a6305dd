package dev.lacuna.experiments.rehearsal.machine;

import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.controlplane.ProcessRef;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.function.Supplier;

/** One process from its start to its end. */
public final class Execution {
    private final Loop loop;
    private final ProcessRef process;
    private final String command;
    private final Supplier<Instant> wall;
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
    private State state = State.RUNNING;

    /** STOPPED: by SIGSTOP. */
    public enum State {
        RUNNING,
        STOPPED,
        GONE
    }

    Execution(Loop loop, ProcessRef process, String command, Supplier<Instant> wall) {
        this.loop = loop;
        this.process = process;
        this.command = command;
        this.wall = wall;
    }

    public ProcessRef process() {
        return process;
    }

    public String command() {
        return command;
    }

    /** What the wall clock of its node shows now. */
    public Instant wall() {
        return wall.get();
    }

    public State state() {
        return state;
    }

    public boolean running() {
        return state == State.RUNNING;
    }

    /** Does something after so many nanoseconds, if it still runs then; once it goes on, if it is stopped. */
    public Loop.Timer after(long nanos, Runnable task) {
        return loop.at(loop.now() + nanos, () -> run(task));
    }

    /** Does something now, or once it goes on; never if it is gone. */
    public void run(Runnable task) {
        if (state == State.RUNNING) {
            task.run();
        } else if (state == State.STOPPED) {
            waiting.add(task);
        }
    }

    void stop() {
        state = state == State.RUNNING ? State.STOPPED : state;
    }

    void goOn() {
        if (state != State.STOPPED) {
            return;
        }
        state = State.RUNNING;
        while (state == State.RUNNING && !waiting.isEmpty()) {
            waiting.remove().run();
        }
    }

    void end() {
        state = State.GONE;
        waiting.clear();
    }
}
