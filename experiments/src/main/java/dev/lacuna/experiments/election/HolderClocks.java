package dev.lacuna.experiments.election;

import dev.lacuna.engine.time.Interval;
import dev.lacuna.experiments.controlplane.ControlPlane;
import dev.lacuna.experiments.controlplane.ElectionId;
import dev.lacuna.experiments.controlplane.LeaseRecord;
import dev.lacuna.experiments.controlplane.NodeAgentFailure;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What holders of a lease wrote about the time, on the run's clock: known where an agent runs on the holder's node. Belongs to the loop. */
final class HolderClocks {
    private final ControlPlane cluster;
    private final Map<String, String> nodes = new HashMap<>();
    private final Set<String> asked = new HashSet<>();

    HolderClocks(ControlPlane cluster) {
        this.cluster = cluster;
    }

    /** Looks up which host name belongs to which node. Where that fails, a host is taken for a node of the same name. */
    void start() {
        var unused = cluster.nodes().thenAccept(all -> all.forEach(node -> nodes.put(node.hostname(), node.name())));
    }

    /** When the holder began by its own word. */
    Optional<Interval> acquired(LeaseRecord record) {
        return record.acquired().flatMap(moment -> at(record.election(), record.host(), moment));
    }

    Optional<Interval> renewed(LeaseRecord record) {
        return renewed(record, record.host());
    }

    /** @param host whose clock it is: a released record doesn't name who wrote it */
    Optional<Interval> renewed(LeaseRecord record, String host) {
        return record.renewed().flatMap(moment -> at(record.election(), host, moment));
    }

    private Optional<Interval> at(ElectionId election, String host, Instant moment) {
        learn(election, host);
        var agent = cluster.openAgents().get(nodes.getOrDefault(host, host));
        try {
            return Optional.ofNullable(agent).map(open -> open.at(moment));
        } catch (NodeAgentFailure | IllegalStateException e) {
            // An agent that has ended, or has not yet compared clocks, knows nothing of the time.
            return Optional.empty();
        }
    }

    /** An operator's host is its pod. Where that can't be read its node stays unknown, and so does the clock. */
    private void learn(ElectionId election, String host) {
        if (!election.ofControlPlane() && !host.isEmpty() && asked.add(host)) {
            var unused = cluster.pod(election.namespace(), host)
                    .thenAccept(found -> found.ifPresent(pod -> nodes.put(host, pod.node())));
        }
    }
}
