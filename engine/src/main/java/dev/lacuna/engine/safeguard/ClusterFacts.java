package dev.lacuna.engine.safeguard;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The state of a cluster, as far as guards ask for it; read at one time, before a fault.
 *
 * @param voters etcd's voting members, as far as they are known
 * @param degraded what is not as it should be, one text an object
 * @param candidates of each election that could take over
 * @param restarting containers of the control plane whose next restart the kubelet would delay
 * @param runnerNode the node this runner is on: its own pod, or its process on that machine
 * @param excludedNodes nodes that nothing may be done to
 * @param excludedNamespaces namespaces whose pods may not be hit
 * @param apiServers nodes with an API server that is ready; empty where they can't be seen
 */
public record ClusterFacts(
        Voters voters,
        List<String> degraded,
        List<Candidate> candidates,
        List<BackOff> restarting,
        Optional<String> runnerNode,
        Set<String> excludedNodes,
        Set<String> excludedNamespaces,
        Set<String> apiServers) {

    public ClusterFacts {
        degraded = List.copyOf(degraded);
        candidates = List.copyOf(candidates);
        restarting = List.copyOf(restarting);
        excludedNodes = Set.copyOf(excludedNodes);
        excludedNamespaces = Set.copyOf(excludedNamespaces);
        apiServers = Set.copyOf(apiServers);
    }

    /**
     * A process that may lead an election.
     *
     * @param election as {@link dev.lacuna.engine.fault.Impact#elections} names it
     * @param pod as {@code namespace/name}
     */
    public record Candidate(String election, String pod, String node, boolean alive, boolean leads) {}

    /**
     * A container whose next restart would wait, and for how long if it were killed now.
     *
     * @param pod as {@code namespace/name}
     */
    public record BackOff(String component, String pod, String node, Duration delay, Duration untilForgotten) {}
}
