package dev.lacuna.experiments.rehearsal.api;

import dev.lacuna.engine.fault.ClusterFailure;

/** No API server of the simulated cluster answers, or none gives what was asked. */
public final class Unreachable extends ClusterFailure {
    private static final long serialVersionUID = 1L;

    public Unreachable(String message) {
        super(message);
    }
}
