package dev.lacuna.experiments.network;

import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.controlplane.Connection;
import dev.lacuna.experiments.controlplane.NodeAgent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One connection along the path that is to be cut, tried from a node at its opening end: it must work before and fail while the cut is on.
 *
 * @param from whose agent tries
 * @param address of the listening end
 */
record Reachability(NodeAgent from, String address, int port) {
    private static final Duration TRY = Duration.ofMillis(1500);
    private static final Duration CALL = Duration.ofSeconds(6);

    /** Empty where no node is at the opening end, or the spec names no port. */
    static Optional<Reachability> of(Network spec, List<End> from, List<End> to, Map<String, NodeAgent> agents) {
        for (End opener : from) {
            var agent = agents.get(opener.node());
            var listener = to.stream().filter(end -> !end.equals(opener)).findFirst();
            if (agent != null && listener.isPresent() && !spec.ports().isEmpty()) {
                int port = spec.ports().stream().sorted().findFirst().orElseThrow();
                return Optional.of(new Reachability(
                        agent, listener.get().addresses().iterator().next(), port));
            }
        }
        return Optional.empty();
    }

    Connection.Outcome look(Loop loop) {
        return loop.await(from.connect(address, port, TRY), CALL, "connect to " + this)
                .outcome();
    }

    @Override
    public String toString() {
        return address + ":" + port + " from node " + from.node();
    }
}
