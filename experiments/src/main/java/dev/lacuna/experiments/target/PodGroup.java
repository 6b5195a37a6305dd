package dev.lacuna.experiments.target;

import dev.lacuna.experiments.controlplane.Pod;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Which labels a pod shares with its siblings: all but those that its owner writes to tell revisions and ordinals apart. */
final class PodGroup {
    private static final Set<String> OF_ONE = Set.of(
            "pod-template-hash",
            "controller-revision-hash",
            "statefulset.kubernetes.io/pod-name",
            "apps.kubernetes.io/pod-index",
            "pod-template-generation");

    private PodGroup() {}

    static Map<String, String> labels(Pod pod) {
        return pod.labels().entrySet().stream()
                .filter(label -> !OF_ONE.contains(label.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
