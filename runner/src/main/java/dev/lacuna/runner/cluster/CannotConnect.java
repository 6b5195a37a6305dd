package dev.lacuna.runner.cluster;

import dev.lacuna.engine.run.Ending;

/** There is no way to the cluster. The message names what was tried, what was found and what to do. */
public final class CannotConnect extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final Ending ending;

    private CannotConnect(Ending ending, String message) {
        super(message);
        this.ending = ending;
    }

    /** It doesn't answer, or not with what is needed, or refuses these credentials. */
    public static CannotConnect unreachable(String message) {
        return new CannotConnect(Ending.UNREACHABLE, message);
    }

    /** It isn't named, or not in a way that could lead anywhere: a context that the kubeconfig doesn't have. */
    public static CannotConnect misnamed(String message) {
        return new CannotConnect(Ending.NO_TARGET, message);
    }

    public Ending ending() {
        return ending;
    }
}
