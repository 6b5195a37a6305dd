package dev.lacuna.experiments.controlplane;

import java.util.Locale;

/** How a control plane is laid out; mechanics of each are in docs/mechanics.md. */
public enum Distribution {
    KUBEADM(true, "static pods in kube-system"),
    RKE2(true, "static pods in kube-system"),
    KIND(true, "kubeadm inside containers"),
    K3S(false, "one process holds the whole control plane; there is no pod of a component to hit"),
    K0S(false, "bare processes under the k0s supervisor; controllers run no kubelet, so nothing can be placed there"),
    OPENSHIFT(false, "static pods in openshift-* namespaces, run by operators that undo changes; not yet proved here"),
    MANAGED(false, "the provider runs the control plane; its pods and nodes can't be reached"),
    UNKNOWN(false, "no pods of a control plane were found in kube-system");

    private final boolean staticPods;
    private final String layout;

    Distribution(boolean staticPods, String layout) {
        this.staticPods = staticPods;
        this.layout = layout;
    }

    /** Whether components are static pods that a node's agent can reach. */
    public boolean staticPods() {
        return staticPods;
    }

    public String layout() {
        return layout;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
