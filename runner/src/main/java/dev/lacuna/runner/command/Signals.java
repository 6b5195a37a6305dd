package dev.lacuna.runner.command;

import java.util.function.Consumer;

/** The signals that ask a process to end: SIGINT, SIGTERM and SIGHUP. */
public interface Signals {

    /** From now on {@code told} gets the name of each signal, on a thread of its own, and the process goes on. Until the answer is closed. */
    Watch watch(Consumer<String> told);

    /** Ends the watching: the signals do again what they did before. */
    interface Watch extends AutoCloseable {
        @Override
        void close();
    }
}
