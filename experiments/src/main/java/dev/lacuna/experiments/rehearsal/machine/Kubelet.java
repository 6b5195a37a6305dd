package dev.lacuna.experiments.rehearsal.machine;

import dev.lacuna.experiments.rehearsal.model.NodeModel;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * What the kubelets of all nodes have in common.
 *
 * @param reachesApi whether this node's kubelet can write to the API now
 */
public record Kubelet(NodeModel model, RandomGenerator chance, Predicate<Machine> reachesApi) {

    /** An ID of 256 bits, as runtimes give to containers. */
    String containerId() {
        var id = new StringBuilder();
        for (int i = 0; i < 4; i++) {
            id.append("%016x".formatted(chance.nextLong()));
        }
        return id.toString();
    }

    /** A UUID, as the API gives them. */
    public String uid() {
        String digits = "%016x%016x".formatted(chance.nextLong(), chance.nextLong());
        return String.join(
                "-",
                digits.substring(0, 8),
                digits.substring(8, 12),
                digits.substring(12, 16),
                digits.substring(16, 20),
                digits.substring(20));
    }
}
