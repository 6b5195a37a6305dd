package dev.lacuna.experiments.rehearsal.machine;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What a pod with one container is.
 *
 * @param component as the control plane's static pods are labelled; empty for ordinary pods
 * @param look how often its readiness is looked at; three looks in a row that show it unwell make it unready
 * @param hangs after which its kubelet ends a process that is stopped; empty where no liveness probe does
 */
public record PodSpec(
        String namespace,
        String name,
        String uid,
        String component,
        Map<String, String> labels,
        Duration look,
        Optional<Duration> hangs) {

    /** A probe that hangs: docs/mechanics.md, "A process that hangs", and 30 s of grace. */
    private static final Duration CONTROL_PLANE_HANGS = Duration.ofSeconds(155);

    /** k/k cmd/kubeadm/app/util/staticpod/utils.go: readiness period 1 s, threshold 3. */
    private static final Duration CONTROL_PLANE_LOOK = Duration.ofSeconds(1);

    /** k/k pkg/apis/core/v1/defaults.go, SetDefaults_Probe: period 10 s, threshold 3. */
    private static final Duration LOOK = Duration.ofSeconds(10);

    public PodSpec {
        labels = Map.copyOf(labels);
    }

    /** A static pod of the control plane, as kubeadm makes it. */
    static PodSpec ofControlPlane(String component, String node, String uid) {
        return new PodSpec(
                "kube-system",
                component + "-" + node,
                uid,
                component,
                Map.of("component", component, "tier", "control-plane"),
                CONTROL_PLANE_LOOK,
                Optional.of(CONTROL_PLANE_HANGS));
    }

    /** A pod without a liveness probe. */
    public static PodSpec ordinary(String namespace, String name, String uid, Map<String, String> labels) {
        return new PodSpec(namespace, name, uid, "", labels, LOOK, Optional.empty());
    }

    /** Whether it is a static pod: its kubelet keeps it, and what the API shows is its mirror. */
    public boolean isStatic() {
        return !component.isEmpty();
    }

    /** What its process is called: the first 15 characters of its program's name (proc_pid_comm(5)). */
    String command() {
        String program = isStatic() ? component : labels.getOrDefault("app", name);
        return program.length() > 15 ? program.substring(0, 15) : program;
    }

    String title() {
        return namespace + "/" + name;
    }
}
