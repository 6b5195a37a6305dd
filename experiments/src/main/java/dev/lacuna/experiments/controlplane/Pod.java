package dev.lacuna.experiments.controlplane;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A pod and its first container, as the API shows them.
 *
 * @param component label {@code component} of a control plane's pod ({@code kube-scheduler}); empty for others
 * @param node empty while it is not placed
 * @param containerId 64 hex digits without the runtime's prefix; empty while there is none
 * @param startedAt of the running container, whole seconds on the node's clock
 * @param mirror whether it is the mirror of a static pod: deleting it ends no process
 * @param last how the container before ended
 */
public record Pod(
        String namespace,
        String name,
        String uid,
        String component,
        String node,
        String containerId,
        Optional<Instant> startedAt,
        int restarts,
        boolean ready,
        boolean mirror,
        boolean hostNetwork,
        boolean deleting,
        Map<String, String> labels,
        Optional<Ended> last) {

    public Pod {
        labels = Map.copyOf(labels);
    }

    /** How a container ended. */
    public record Ended(String containerId, int exitCode, String reason, Optional<Instant> finishedAt) {}

    /** {@code namespace/name}. */
    public String title() {
        return namespace + "/" + name;
    }

    /** As messages name it. */
    public String object() {
        return "pod " + namespace + "/" + name;
    }
}
