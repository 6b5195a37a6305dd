package dev.lacuna.experiments.kubernetes.api;

/** The way to a cluster cannot be made out: a kubeconfig, certificate, key or token is missing, unreadable or refused. */
public final class AccessException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public AccessException(String message) {
        super(message);
    }

    public AccessException(String message, Throwable cause) {
        super(message, cause);
    }
}
