package dev.lacuna.experiments.target;

import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.controlplane.ControlPlane;
import dev.lacuna.experiments.controlplane.ElectionId;
import dev.lacuna.experiments.controlplane.LeaseRecord;
import dev.lacuna.experiments.controlplane.Node;
import dev.lacuna.experiments.controlplane.Pod;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Who leads what, as read at one time. */
public final class Leadership {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private final List<LeaseRecord> records;
    private final Map<String, String> hostOfNode;

    private Leadership(List<LeaseRecord> records, Map<String, String> hostOfNode) {
        this.records = records;
        this.hostOfNode = hostOfNode;
    }

    public static Leadership now(ControlPlane cluster, Loop loop) {
        var records = cluster.elections();
        var nodes = cluster.nodes();
        return of(loop.await(records, PATIENCE, "list elections"), loop.await(nodes, PATIENCE, "list nodes"));
    }

    /** From what has been read already. */
    public static Leadership of(List<LeaseRecord> records, List<Node> nodes) {
        return new Leadership(
                List.copyOf(records),
                nodes.stream().collect(Collectors.toMap(Node::name, Node::hostname, (a, b) -> a)));
    }

    /** The record of an election that this pod leads. */
    public Optional<LeaseRecord> recordOf(Pod pod) {
        return records.stream().filter(record -> leads(pod, record)).findFirst();
    }

    /** The record that a scenario means by a name; where several namespaces have one, the control plane's comes first. */
    public Optional<LeaseRecord> named(String written) {
        return records.stream()
                .filter(record -> record.election().named(written))
                .min(Comparator.comparing(LeaseRecord::election, ElectionId.FIRST_MEANT));
    }

    /** All records that were read. */
    public List<LeaseRecord> records() {
        return records;
    }

    /** By the host that the holder's identity begins with: that of a component's node, or the name of an ordinary pod. */
    public boolean leads(Pod pod, LeaseRecord record) {
        if (record.holder().isEmpty()) {
            return false;
        }
        boolean byNode = record.election().ofControlPlane()
                && record.host().equals(hostOfNode.get(pod.node()))
                && pod.component().equals(record.election().name());
        return byNode
                || (record.host().equals(pod.name())
                        && record.election().namespace().equals(pod.namespace()));
    }
}
