package dev.lacuna.engine.fault;

import java.util.List;

/**
 * Whether a fault took effect, and what says so.
 *
 * @param again whether the fault did what it could but missed its aim by chance, so that trying again is sound (the same host was elected again)
 */
public record Proof(boolean held, boolean again, List<String> evidence) {

    public Proof {
        evidence = List.copyOf(evidence);
    }

    public static Proof held(List<String> evidence) {
        return new Proof(true, false, evidence);
    }

    public static Proof missing(List<String> evidence) {
        return new Proof(false, false, evidence);
    }

    public static Proof missed(List<String> evidence) {
        return new Proof(false, true, evidence);
    }
}
