package dev.lacuna.experiments.controlplane;

/**
 * A machine of the cluster.
 *
 * @param hostname label {@code kubernetes.io/hostname}: what identities of leaders begin with
 * @param address its internal IP
 * @param zone label {@code topology.kubernetes.io/zone}; empty if it has none
 */
public record Node(String name, String hostname, String address, String zone, boolean controlPlane, boolean ready) {}
