package dev.lacuna.experiments.target;

import dev.lacuna.engine.time.Loop;
import dev.lacuna.engine.time.Stopped;
import dev.lacuna.experiments.controlplane.ControlPlane;
import dev.lacuna.experiments.controlplane.LeaseRecord;
import dev.lacuna.experiments.controlplane.Pod;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Finds the pods that may come to lead an election. Called on the run's thread. */
public final class Candidates {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private final ControlPlane cluster;
    private final List<Pod> members;
    private final Loop loop;

    /** @param members pods of the control plane, as they have been read */
    public Candidates(ControlPlane cluster, List<Pod> members, Loop loop) {
        this.cluster = cluster;
        this.members = List.copyOf(members);
        this.loop = loop;
    }

    /**
     * A component's pods for its own election; for an operator's, the pods with the same labels as the one that leads.
     *
     * @return empty where they are not known: nobody leads, or this runner may not see an operator's pods
     */
    public List<Pod> of(LeaseRecord record) {
        var own = members.stream()
                .filter(pod -> record.election().ofControlPlane()
                        && pod.component().equals(record.election().name()))
                .toList();
        if (!own.isEmpty() || !record.led()) {
            return own;
        }
        try {
            return operator(record).map(this::siblings).orElse(List.of());
        } catch (Stopped e) {
            throw e;
        } catch (RuntimeException e) {
            // Without the right to see an operator's pods its candidates are unknown, and the guard refuses to hit that
            // election; no other is concerned.
            return List.of();
        }
    }

    private Optional<Pod> operator(LeaseRecord record) {
        return loop.await(
                cluster.pod(record.election().namespace(), record.host()), PATIENCE, "read pod " + record.host());
    }

    /** With itself; a pod without labels has none. */
    private List<Pod> siblings(Pod pod) {
        var labels = PodGroup.labels(pod);
        return labels.isEmpty()
                ? List.of(pod)
                : loop.await(cluster.pods(pod.namespace(), labels), PATIENCE, "list pods like " + pod.object());
    }
}
