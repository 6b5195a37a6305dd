package dev.lacuna.experiments.network;

import dev.lacuna.experiments.controlplane.PacketFilter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which packets are to be dropped on which node, so that a path between two sets of ends is hit. Packets are dropped where they arrive: what a sender drops itself
 * shows to it as an error of its own (docs/mechanics.md, "Packet filters").
 */
final class Filters {
    private final Network spec;
    private final Map<String, List<PacketFilter>> byNode = new LinkedHashMap<>();

    private Filters(Network spec) {
        this.spec = spec;
    }

    /** By the node on which they are set. */
    static Map<String, List<PacketFilter>> of(Network spec, List<End> from, List<End> to) {
        var filters = new Filters(spec);
        for (End listener : to) {
            filters.on(listener, others(from, listener), spec.ports(), Set.of());
        }
        if (spec.direction() == Network.Direction.BOTH) {
            for (End opener : from) {
                filters.on(opener, others(to, opener), Set.of(), spec.ports());
            }
        }
        return filters.byNode;
    }

    private void on(End receiver, Set<String> senders, Set<Integer> toPorts, Set<Integer> fromPorts) {
        if (receiver.isNode() && !senders.isEmpty()) {
            byNode.computeIfAbsent(receiver.node(), node -> new ArrayList<>())
                    .add(new PacketFilter(spec.effect(), Math.max(1, spec.share().millionths() / 1_000), List.copyOf(senders), toPorts, fromPorts, Optional.empty()));
        }
    }

    private static Set<String> others(List<End> ends, End receiver) {
        Set<String> addresses = new TreeSet<>();
        ends.stream().filter(end -> !end.equals(receiver)).forEach(end -> addresses.addAll(end.addresses()));
        addresses.removeAll(receiver.addresses());
        return addresses;
    }
}
