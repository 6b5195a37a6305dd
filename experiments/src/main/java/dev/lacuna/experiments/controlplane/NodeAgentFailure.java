package dev.lacuna.experiments.controlplane;

import dev.lacuna.engine.fault.ClusterFailure;

/** A node's agent did not do what it was asked, or nobody knows whether it did. */
public final class NodeAgentFailure extends ClusterFailure {
    private static final long serialVersionUID = 1L;

    /** Only UNANSWERED, and ENDED for what was under way, leave open whether the deed was done. */
    public enum Reason {
        /** Came to the node after its time, so it was not done. */
        LATE,
        /** The agent said why not: {@link #code()}. */
        REFUSED,
        /** No answer in time. */
        UNANSWERED,
        /** The agent has ended; {@link NodeAgentFailure#undid()} tells whether it said that it undid everything. */
        ENDED
    }

    private final Reason reason;
    private final String code;

    /**
     * @param code the agent's own word, or empty
     * @param message node, attempt, what was found, what to do
     */
    public NodeAgentFailure(Reason reason, String code, String message) {
        super(message);
        this.reason = reason;
        this.code = code;
    }

    public Reason reason() {
        return reason;
    }

    public String code() {
        return code;
    }

    /** Whether the agent ended by itself, and its last word was that everything is undone. */
    public boolean undid() {
        return reason == Reason.ENDED && code.equals("all");
    }
}
