package dev.lacuna.experiments.network;

import dev.lacuna.engine.fault.FaultSpec;
import dev.lacuna.engine.scenario.format.FaultKind;
import dev.lacuna.engine.scenario.format.Span;
import dev.lacuna.engine.scenario.shape.Origin;
import dev.lacuna.engine.scenario.shape.Shape;
import dev.lacuna.engine.scenario.shape.Share;
import dev.lacuna.engine.scenario.shape.Type;
import dev.lacuna.experiments.ClusterKind;
import dev.lacuna.experiments.controlplane.PacketFilter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * {@code network: {loss: 30%, from: {component: etcd}, to: {component: etcd}, ports: [2380]}}.
 *
 * @param effect what happens to the packets that are hit
 * @param share of the packets that are hit
 * @param from the ends that open connections
 * @param to the ends that listen on {@code ports}
 * @param ports TCP ports; empty: all packets between the peers
 */
public record Network(
        PacketFilter.Effect effect,
        Share share,
        Peer from,
        Peer to,
        Set<Integer> ports,
        Direction direction,
        Origin origin)
        implements FaultSpec {

    /** BOTH: packets either way. ONE_WAY: only those from {@code from} to {@code to}. */
    public enum Direction {
        BOTH,
        ONE_WAY
    }

    public Network {
        ports = Set.copyOf(ports);
    }

    static final Shape<Network> SHAPE = Shape.of("Loses, cuts or refuses traffic between peers.", fields -> {
        var loss = fields.optional("loss", Type.someShare(), "The share of packets that is lost, such as 30%.");
        var partition =
                fields.optional("partition", Type.oneOf(List.of("all")), "All packets are lost: senders time out.");
        var reject = fields.optional(
                "reject",
                Type.oneOf(List.of("all")),
                "All packets are answered with a TCP reset: senders fail at once.");
        fields.atLeastOne(loss, partition, reject);
        fields.atMostOne(loss, partition, reject);
        fields.announced("delay", "Slower packets.");
        fields.announced("jitter", "Packets slower by a varying time.");
        var from = fields.required("from", Peer.TYPE, "The ends that open the connections.");
        var to = fields.required("to", Peer.TYPE, "The ends that listen.");
        var ports = fields.optional(
                "ports",
                Type.listOf(Type.wholeNumber(1, 65_535)),
                "TCP ports that `to` listens on; left out: all traffic between the peers, which a guard refuses.");
        var direction = fields.optional(
                "direction",
                Type.oneOf(Direction.class),
                Direction.BOTH,
                "Packets both ways, or only those from `from` to `to`.");
        return read -> new Network(
                read.get(reject).isPresent() ? PacketFilter.Effect.RESET : PacketFilter.Effect.DROP,
                read.get(loss).orElse(Share.WHOLE),
                read.get(from),
                read.get(to),
                new TreeSet<>(read.get(ports).orElse(List.of())),
                read.get(direction),
                read.origin());
    });

    public static final ClusterKind KIND = new ClusterKind(
            FaultKind.of("network", Span.NEEDED, SHAPE),
            order -> new NetworkFault((Network) order.experiment().fault(), order));

    @Override
    public String kind() {
        return "network";
    }

    boolean whole() {
        return share.equals(Share.WHOLE);
    }

    /** As plans and the journal name it. */
    String words() {
        String what = effect == PacketFilter.Effect.RESET
                ? "reset of"
                : whole() ? "loss of all" : "loss of " + share.fraction() * 100 + "% of";
        String where = ports.isEmpty()
                ? ""
                : ", ports "
                        + String.join(
                                ", ",
                                ports.stream().sorted().map(String::valueOf).toList());
        return what + " TCP traffic from " + from + " to " + to + where
                + Optional.of(direction)
                        .filter(way -> way == Direction.ONE_WAY)
                        .map(way -> ", one way")
                        .orElse("");
    }
}
