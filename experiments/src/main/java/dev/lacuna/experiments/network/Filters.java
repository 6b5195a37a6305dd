package dev.lacuna.experiments.network;

import dev.lacuna.experiments.controlplane.PacketFilter;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which packets are to be dropped on which node, so that a path between two sets of ends is hit. Packets are dropped where they arrive: what a sender drops itself
 * shows to it as an error of its own (docs/mechanics.md, "Packet filters"). Peers such as etcd's dial each other, so the ports count at either end of a connection.
 */
final class Filters {

    private Filters() {}

    /** By the node on which it is set; one filter a node, so that no packet is drawn twice. */
    static Map<String, PacketFilter> of(Network spec, List<End> from, List<End> to) {
        Map<String, Set<String>> senders = new TreeMap<>();
        to.forEach(receiver -> add(senders, receiver, from));
        if (spec.direction() == Network.Direction.BOTH) {
            from.forEach(receiver -> add(senders, receiver, to));
        }
        return senders.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> filter(spec, entry.getValue()), (a, b) -> a, TreeMap::new));
    }

    /**
     * Sets of filters of which each must have matched something, or nothing shows that its part of the path was hit. A loss leaves traffic both ways, so every
     * filter is a set by itself. Of a cut, the two filters of a pair of nodes are one: connections die of it, and whoever does not open new ones falls silent.
     */
    static Set<Set<String>> witnesses(Network spec, List<End> from, List<End> to) {
        if (!spec.whole()) {
            return of(spec, from, to).keySet().stream().map(Set::of).collect(Collectors.toSet());
        }
        Set<Set<String>> pairs = new HashSet<>();
        for (End opener : from) {
            for (End listener : to) {
                Set<String> pair = new TreeSet<>();
                if (listener.isNode()) {
                    pair.add(listener.node());
                }
                if (opener.isNode() && spec.direction() == Network.Direction.BOTH) {
                    pair.add(opener.node());
                }
                if (!pair.isEmpty() && !opener.equals(listener)) {
                    pairs.add(Set.copyOf(pair));
                }
            }
        }
        return Set.copyOf(pairs);
    }

    private static void add(Map<String, Set<String>> senders, End receiver, List<End> ends) {
        if (!receiver.isNode()) {
            return;
        }
        Set<String> others = new TreeSet<>();
        ends.forEach(end -> others.addAll(end.addresses()));
        others.removeAll(receiver.addresses());
        if (!others.isEmpty()) {
            senders.computeIfAbsent(receiver.node(), node -> new TreeSet<>()).addAll(others);
        }
    }

    private static PacketFilter filter(Network spec, Set<String> senders) {
        int perMille = Math.max(1, spec.share().millionths() / 1_000);
        return new PacketFilter(
                spec.effect(), perMille, List.copyOf(senders), spec.ports(), spec.ports(), Optional.empty());
    }
}
