package dev.lacuna.experiments.kubernetes;

import java.time.Duration;

/**
 * Who connects, and where it may put things.
 *
 * @param context the kubeconfig's context, or {@code in-cluster}: a name for people
 * @param host of the runner, so that the holder of the lock can be found
 * @param runs what it leaves in the cluster while it runs
 * @param agents its helper pods
 */
public record ConnectSettings(String context, String host, Runs runs, Agents agents) {

    /**
     * What this run leaves in the cluster, and where.
     *
     * @param id of this run, 1 to 16 of a-z and 0-9
     * @param namespace of lock, journals and canaries
     */
    public record Runs(String id, String namespace) {
        public Runs {
            requireName(namespace);
            if (!id.matches("[a-z0-9]{1,16}")) {
                throw new IllegalArgumentException("run `%s` is not 1 to 16 of a-z and 0-9".formatted(id));
            }
        }
    }

    /**
     * How its helper pods are made.
     *
     * @param namespace of the helper pods; who may create pods there is root on every node
     * @param priorityClass empty: none. With {@code system-node-critical} pressure on the node doesn't evict the helper, but on a full node the kubelet
     *     may evict others for it
     * @param lease after which an agent undoes everything when nobody speaks to it, whole seconds
     * @param atMost after which the kubelet ends a helper, whoever else is dead: longer than the run
     */
    public record Agents(String namespace, String image, String priorityClass, Duration lease, Duration atMost) {
        private static final Duration LEASE = Duration.ofSeconds(20);
        private static final Duration AT_MOST = Duration.ofHours(6);

        public Agents {
            requireName(namespace);
        }

        public static Agents standard(String namespace, String image) {
            return new Agents(namespace, image, "system-node-critical", LEASE, AT_MOST);
        }
    }

    private static void requireName(String namespace) {
        if (!namespace.matches("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?")) {
            throw new IllegalArgumentException("`%s` is not a namespace's name".formatted(namespace));
        }
    }
}
