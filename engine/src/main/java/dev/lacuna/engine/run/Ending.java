package dev.lacuna.engine.run;

import dev.lacuna.engine.fault.FaultException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

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

    private static final List<Ending> RANKS =
            List.of(PASSED, INCONCLUSIVE, REFUSED, NO_TARGET, UNREACHABLE, FAILED, INTERRUPTED, TERMINATED, NOT_HEALED);

    private final int exitCode;

    Ending(int exitCode) {
        this.exitCode = exitCode;
    }

    /** What a fault that can't go on makes of a run. */
    public static Ending of(FaultException failure) {
        return switch (failure.kind()) {
            case NO_TARGET, NO_LEADER -> NO_TARGET;
            case UNSUPPORTED, UNSAFE -> REFUSED;
            case NOT_READY -> UNREACHABLE;
            case TARGET_CHANGED, FAILED -> INCONCLUSIVE;
        };
    }

    /**
     * The ending with this exit code.
     *
     * @throws IllegalArgumentException for a code that no run ends with
     */
    public static Ending ofExitCode(int exitCode) {
        return Arrays.stream(values())
                .filter(ending -> ending.exitCode == exitCode)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no run ends with exit code " + exitCode));
    }

    /** The worst first, as {@link #orWorse} has it. */
    public static List<Ending> byRank() {
        List<Ending> ranks = new ArrayList<>(RANKS);
        Collections.reverse(ranks);
        return List.copyOf(ranks);
    }

    /** The one that counts where several runs are made in one call: what is left in a cluster, then a signal, then what was proved, then what was prevented. */
    public Ending orWorse(Ending other) {
        return RANKS.indexOf(this) >= RANKS.indexOf(other) ? this : other;
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
