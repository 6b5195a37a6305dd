package dev.lacuna.experiments.network;

import dev.lacuna.engine.scenario.shape.Case;
import dev.lacuna.engine.scenario.shape.Shape;
import dev.lacuna.engine.scenario.shape.Type;
import dev.lacuna.experiments.target.Selector;
import dev.lacuna.experiments.target.Targets;
import java.util.List;

/** One end of a path. */
public sealed interface Peer {

    /** The nodes of control-plane pods. */
    record OfPods(Selector selector) implements Peer {
        @Override
        public String toString() {
            return selector.toString();
        }
    }

    /** A node by its name. */
    record OfNode(String node) implements Peer {
        @Override
        public String toString() {
            return "node " + node;
        }
    }

    /** The balancer in front of the API servers: the address that the kubeconfig names. */
    record Balancer() implements Peer {
        @Override
        public String toString() {
            return "the balancer";
        }
    }

    /** Literal addresses of whatever is not a node. */
    record Addresses(List<String> addresses) implements Peer {
        public Addresses {
            addresses = List.copyOf(addresses);
        }

        @Override
        public String toString() {
            return String.join(", ", addresses);
        }
    }

    Type<Peer> TYPE = Type.either(
            Type.oneOf(List.of("balancer")).map(word -> new Balancer()),
            Type.choice(Targets.leader(OfPods::new), Targets.component(OfPods::new), node(), addresses()));

    private static Case<OfNode> node() {
        return Case.of("node", Shape.of("A node.", fields -> {
            var node = fields.required("node", Type.objectName(), "Its name.");
            return read -> new OfNode(read.get(node));
        }));
    }

    private static Case<Addresses> addresses() {
        return Case.of("addresses", Shape.of("Addresses of whatever is not a node.", fields -> {
            var addresses = fields.required(
                    "addresses",
                    Type.listOf(Type.text("an IP address such as 10.0.0.7", "[0-9a-f:.]{2,45}", 45)),
                    "Literal IP addresses.");
            return read -> new Addresses(read.get(addresses));
        }));
    }
}
