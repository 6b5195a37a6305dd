package dev.lacuna.engine.run;

import dev.lacuna.engine.fault.ClusterFailure;
import dev.lacuna.engine.fault.FaultException;
import dev.lacuna.engine.journal.JournalException;
import dev.lacuna.engine.slo.Verdict;
import dev.lacuna.engine.time.Overdue;
import dev.lacuna.engine.time.Stopped;
import dev.lacuna.engine.time.TimeOver;

/**
 * What a trial came to, before its measures.
 *
 * @param measured whether what the probes saw may be judged: only where the fault is proved
 */
record Outcome(Verdict verdict, String reason, boolean measured) {

    static Outcome unmeasured(Verdict verdict, String reason) {
        return new Outcome(verdict, reason, false);
    }

    /**
     * Of a trial that could not go on.
     *
     * @param doing what it was doing, in words
     */
    static Outcome of(RuntimeException failure, String doing) {
        var why = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        if (failure instanceof TimeOver) {
            return unmeasured(Verdict.INCONCLUSIVE, why + " while " + doing);
        }
        if (failure instanceof Stopped) {
            return unmeasured(Verdict.ABORTED, why);
        }
        if (failure instanceof FaultException fault) {
            return unmeasured(fault.kind() == FaultException.Kind.UNSAFE ? Verdict.ABORTED : Verdict.INCONCLUSIVE, why);
        }
        return unmeasured(Verdict.INCONCLUSIVE, foreseen(failure) ? why : "the trial could not go on: " + failure);
    }

    /** Whether it is one of those that a cluster may cause, and no defect of the program. */
    static boolean foreseen(RuntimeException failure) {
        return failure instanceof ClusterFailure
                || failure instanceof Overdue
                || failure instanceof JournalException
                || failure instanceof Stopped
                || failure instanceof FaultException;
    }
}
