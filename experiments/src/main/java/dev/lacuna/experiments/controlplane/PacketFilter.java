package dev.lacuna.experiments.controlplane;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What happens to packets that arrive at a node from some peers.
 *
 * @param perMille of the matching packets, 1 to 1000
 * @param peers literal IPv4 or IPv6 addresses; 1 to 64. For traffic inside the node: its own addresses and 127.0.0.1
 * @param toPorts TCP ports that the packets go to
 * @param fromPorts TCP ports that the packets come from (answers to this node's own connections); with both empty
 *     every packet of the peers matches
 * @param networkInterface that the packets come in by, for example {@code lo}; empty: any
 */
public record PacketFilter(
        Effect effect,
        int perMille,
        List<String> peers,
        Set<Integer> toPorts,
        Set<Integer> fromPorts,
        Optional<String> networkInterface) {
    private static final int MOST_PEERS = 64;

    /** DROP: silence, the sender times out. RESET: the sender hears at once that there is nothing; TCP only. */
    public enum Effect {
        DROP,
        RESET
    }

    public PacketFilter {
        peers = List.copyOf(peers);
        toPorts = Set.copyOf(toPorts);
        fromPorts = Set.copyOf(fromPorts);
        require(perMille >= 1 && perMille <= 1000, "perMille " + perMille + " is not within 1..1000");
        require(
                !peers.isEmpty() && peers.size() <= MOST_PEERS,
                peers.size() + " peers; 1 to " + MOST_PEERS + " are possible");
        peers.forEach(PacketFilter::requireAddress);
        toPorts.forEach(PacketFilter::requirePort);
        fromPorts.forEach(PacketFilter::requirePort);
        networkInterface.ifPresent(
                name -> require(name.matches("[A-Za-z0-9._-]{1,15}"), "`" + name + "` is not an interface's name"));
    }

    private static void requireAddress(String peer) {
        require(
                peer.matches("[0-9.]+|[0-9a-f:]+"),
                "peer `" + peer + "` is neither an IPv4 address nor an IPv6 address of digits, a-f and colons");
    }

    private static void requirePort(int port) {
        require(port >= 1 && port <= 65535, "port " + port + " is not within 1..65535");
    }

    private static void require(boolean held, String what) {
        if (!held) {
            throw new IllegalArgumentException(what);
        }
    }
}
