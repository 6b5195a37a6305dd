package dev.lacuna.experiments.rehearsal.model;

import java.time.Duration;

/**
 * How it is noticed that a node is gone, and what follows.
 *
 * @param every pause between a kubelet's renewals of its node's Lease, and between its looks whether its node's status is still right
 * @param monitor pause between the node lifecycle controller's looks at all nodes
 * @param grace silence of a kubelet after which its node counts as NotReady
 * @param toleration for how long ordinary pods stay on a node that is NotReady
 */
public record HeartbeatModel(Duration every, Duration monitor, Duration grace, Duration toleration) {

    public HeartbeatModel {
        if (every.isZero() || monitor.isZero() || grace.compareTo(every) <= 0) {
            throw new IllegalArgumentException(
                    "heartbeats need every > 0, monitor > 0 and a grace above every, found %s, %s, %s"
                            .formatted(every, monitor, grace));
        }
    }

    /**
     * 10 s: a quarter of nodeLeaseDurationSeconds, 40 (k/k pkg/kubelet/apis/config/v1beta1/defaults.go, pkg/kubelet/kubelet.go), and nodeStatusUpdateFrequency. 5 s and 50 s:
     * k/k pkg/controller/nodelifecycle/config/v1alpha1/defaults.go; the grace was 40 s before 1.32. 300 s: k/k plugin/pkg/admission/defaulttolerationseconds/admission.go.
     */
    public static HeartbeatModel standard() {
        return new HeartbeatModel(
                Duration.ofSeconds(10), Duration.ofSeconds(5), Duration.ofSeconds(50), Duration.ofSeconds(300));
    }
}
