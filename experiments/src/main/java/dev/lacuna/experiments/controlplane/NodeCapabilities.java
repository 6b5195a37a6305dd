package dev.lacuna.experiments.controlplane;

/**
 * What works on a node, tried and not guessed.
 *
 * @param nft filters with expiry by nft
 * @param iptables filters with expiry by iptables
 * @param netem delays by tc
 * @param connect attempts to connect
 * @param clockStep nanoseconds by which the node's clock is read; 0 where it is exact
 * @param bootId changes with each start of the node
 */
public record NodeCapabilities(
        boolean nft, boolean iptables, boolean netem, boolean connect, long clockStep, String bootId) {

    public boolean canFilter() {
        return nft || iptables;
    }
}
