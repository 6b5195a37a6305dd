package dev.lacuna.experiments.rehearsal.trouble;

/** Takes the thread of a process that was killed out of its code, which must not catch it. What that code still does on its way out reaches nobody. */
final class Killed extends Error {
    private static final long serialVersionUID = 1L;

    Killed() {
        super("killed", null, false, false);
    }
}
