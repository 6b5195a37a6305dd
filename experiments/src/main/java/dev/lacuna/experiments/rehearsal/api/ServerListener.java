package dev.lacuna.experiments.rehearsal.api;

import dev.lacuna.experiments.rehearsal.machine.Execution;

/** Hears what becomes of an API server's processes. */
interface ServerListener {
    /** One begins, after an end of whatever kind. */
    void begins();

    /** It is ready for the first time. */
    void serves(Execution process);

    /** It is asked to end. */
    void leaves();
}
