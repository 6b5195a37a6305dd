package dev.lacuna.engine.safeguard;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The state of a cluster, as far as guards ask for it; read at one time, before a fault.
 *
 * @param voters etcd's voting members; empty where they can't be seen
 * @param degraded what is not as it should be, one text an object
 * @param candidates of each election that could take over
 * @param restarting containers of the control plane whose next restart the kubelet would delay
 * @param runnerNode the node this runner's own pod is on, if it runs in the cluster
 * @param excludedNodes nodes that nothing may be done to
 * @param excludedNamespaces namespaces whose pods may not be hit
 * @param apiServers nodes with an API server that is ready; empty where they can't be seen
 */
public record ClusterFacts(
        List<Voter> voters,
        List<String> degraded,
        List<Candidate> candidates,
        List<BackOff> restarting,
        Optional<String> runnerNode,
        Set<String> excludedNodes,
        Set<String> excludedNamespaces,
        Set<String> apiServers) {

    public ClusterFacts {
        voters = List.copyOf(voters);
        degraded = List.copyOf(degraded);
        candidates = List.copyOf(candidates);
        restarting = List.copyOf(restarting);
        excludedNodes = Set.copyOf(excludedNodes);
        excludedNamespaces = Set.copyOf(excludedNamespaces);
        apiServers = Set.copyOf(apiServers);
    }

    /** A voting member of etcd. */
    public record Voter(String name, String node, boolean healthy) {}

    /** A process that may lead an election. */
    public record Candidate(String election, String node, boolean alive, boolean leads) {}

    /** A container whose next restart would wait, and for how long if it were killed now. */
    public record BackOff(String component, String node, Duration delay, Duration untilForgotten) {}
}
