package dev.lacuna.experiments.rehearsal.machine;

import java.util.function.IntConsumer;

/** What a container executes. */
public interface Program {

    /**
     * Begins in a new process.
     *
     * @param settled whether the process has been running for a long time already: so at the beginning of a rehearsal
     */
    Life begin(Execution execution, boolean settled);

    /** A program in one process. */
    interface Life {

        /** What its readiness probe answers. */
        boolean ready();

        /** Got SIGTERM: tells its exit code when it is done, at once or later. */
        void terminate(IntConsumer exit);

        /** Its process is gone. */
        void ended();

        /** {@code tell} is called when it gets ready, for what would otherwise be seen at the next look. */
        default void whenReady(Runnable tell) {}

        /** Its process was stopped, or goes on. */
        default void paused(boolean stopped) {}
    }
}
