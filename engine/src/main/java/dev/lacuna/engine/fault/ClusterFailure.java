package dev.lacuna.engine.fault;

import org.jspecify.annotations.Nullable;

/** The cluster, or a node of it, didn't do what it was asked, or said no. The message names the object, what was attempted and what to do. */
public abstract class ClusterFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    protected ClusterFailure(String message) {
        this(message, null);
    }

    protected ClusterFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
