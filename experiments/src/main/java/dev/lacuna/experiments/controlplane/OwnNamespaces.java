package dev.lacuna.experiments.controlplane;

/**
 * Where a run puts what it makes.
 *
 * @param runs of lock, journals and probes' objects
 * @param agents of the helper pods; who may create pods there is root on every node
 */
public record OwnNamespaces(String runs, String agents) {
    public static final OwnNamespaces STANDARD = new OwnNamespaces("lacuna", "lacuna-agents");
}
