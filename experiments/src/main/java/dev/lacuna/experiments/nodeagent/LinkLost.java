package dev.lacuna.experiments.nodeagent;

import dev.lacuna.engine.fault.ClusterFailure;

/** A link to an agent has ended, or could not be opened. */
public final class LinkLost extends ClusterFailure {
    private static final long serialVersionUID = 1L;

    private final boolean withAgent;

    private LinkLost(String message, boolean withAgent) {
        super(message);
        this.withAgent = withAgent;
    }

    /** The agent may well be there: another link can be tried. */
    public static LinkLost alone(String message) {
        return new LinkLost(message, false);
    }

    /** The agent's container has ended, and is not started again: there will be no other link. */
    public static LinkLost withItsAgent(String message) {
        return new LinkLost(message, true);
    }

    boolean withItsAgent() {
        return withAgent;
    }
}
