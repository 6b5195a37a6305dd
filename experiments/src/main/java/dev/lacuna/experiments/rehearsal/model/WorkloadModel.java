package dev.lacuna.experiments.rehearsal.model;

import java.util.Map;

/**
 * Ordinary pods that are all alike, and are made anew when they go: as of a Deployment.
 *
 * @param labels of each pod
 * @param start from a container's start to its readiness
 * @param stop from SIGTERM to the process's end
 * @param minAvailable of a disruption budget; 0 where there is none
 * @param owner the election whose leader makes pods anew: kube-controller-manager, or an operator's
 */
public record WorkloadModel(
        String namespace,
        String name,
        Map<String, String> labels,
        int replicas,
        Range start,
        Range stop,
        int minAvailable,
        String owner) {
    public static final String CONTROLLER_MANAGER = "kube-controller-manager";

    public WorkloadModel {
        labels = labels.isEmpty() ? Map.of("app", name) : Map.copyOf(labels);
        if (replicas < 1 || minAvailable < 0 || minAvailable > replicas) {
            throw new IllegalArgumentException("a workload needs at least one replica and a minAvailable of up to its"
                    + " replicas, found %d and %d".formatted(replicas, minAvailable));
        }
    }

    /** {@code shop/cart}. */
    public String title() {
        return namespace + "/" + name;
    }
}
