package dev.lacuna.engine.safeguard;

import dev.lacuna.engine.fault.Impact;
import java.util.List;
import java.util.Optional;

/**
 * On a node's own network kubelet, kube-proxy, every component and the way to this runner's agent share one path: a filter there names peers and ports.
 */
final class HostNetworkGuard implements Guard {

    @Override
    public String name() {
        return "host-network";
    }

    @Override
    public Optional<String> consent() {
        return Optional.of("A node's whole network may be cut.");
    }

    @Override
    public List<Refusal> check(Impact impact, ClusterFacts facts) {
        if (!impact.wholeNodeNetwork()) {
            return List.of();
        }
        return List.of(new Refusal(
                name(),
                "packets of a node's own network would be filtered without both a peer and a port, which hits kubelet and every component on %s"
                        .formatted(String.join(
                                ", ", impact.nodes().stream().sorted().toList())),
                false,
                true));
    }
}
