package dev.lacuna.engine.run;

/** A run ends before it touched anything, or between two trials. */
final class RunRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final Ending ending;

    RunRefused(Ending ending, String reason) {
        super(reason);
        this.ending = ending;
    }

    Ending ending() {
        return ending;
    }
}
