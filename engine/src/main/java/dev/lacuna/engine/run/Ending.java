package dev.lacuna.engine.run;

/** How a run ended, and the exit code of a process that did nothing else (docs/reference.md, "Exit codes"). */
public enum Ending {
    PASSED(0),
    FAILED(1),
    /** The scenario doesn't fit this cluster: nothing matches its target. */
    NO_TARGET(2),
    INCONCLUSIVE(3),
    /** A guard, the lock, the user or an abort condition said no. */
    REFUSED(4),
    /** A fault could not be healed. Outranks all others. */
    NOT_HEALED(5),
    /** The cluster could not be reached or made ready, or rights lack. */
    UNREACHABLE(6),
    INTERRUPTED(130),
    TERMINATED(143);

    private final int exitCode;

    Ending(int exitCode) {
        this.exitCode = exitCode;
    }

    /** How a run ended that was stopped: by the signal of that name, or by an abort condition. */
    static Ending stoppedBy(String reason) {
        return switch (reason) {
            case "SIGINT" -> INTERRUPTED;
            case "SIGTERM", "SIGHUP" -> TERMINATED;
            default -> REFUSED;
        };
    }

    public int exitCode() {
        return exitCode;
    }
}
