package dev.lacuna.experiments.controlplane;

/**
 * A machine of the cluster.
 *
 * @param hostname label {@code kubernetes.io/hostname}: what identities of leaders begin with
 * @param address its internal IP
 * @param zone label {@code topology.kubernetes.io/zone}; empty if it has none
 */
public record Node(
        String name,
        String hostname,
        String address,
        String zone,
        boolean controlPlane,
        boolean ready,
        Software software) {

    /** A node whose software is not known. */
    public Node(String name, String hostname, String address, String zone, boolean controlPlane, boolean ready) {
        this(name, hostname, address, zone, controlPlane, ready, Software.UNKNOWN);
    }

    /**
     * What a node's kubelet says of it ({@code status.nodeInfo}); each empty where it is not known.
     *
     * @param system as GOOS has it: {@code linux}
     * @param image the distribution's name and version
     * @param runtime with its version: {@code containerd://2.2.9}
     */
    public record Software(
            String system, String architecture, String image, String kernel, String runtime, String kubelet) {
        public static final Software UNKNOWN = new Software("", "", "", "", "", "");
    }
}
