package dev.lacuna.experiments.controlplane;

import java.util.Comparator;
import java.util.Locale;

/** Where the record of an election is kept. */
public record ElectionId(Lock lock, String namespace, String name) {
    private static final String CONTROL_PLANE = "kube-system";

    /** Which one is meant where a name without a namespace fits several: the control plane's own, and a lease before the locks of old clusters. */
    public static final Comparator<ElectionId> FIRST_MEANT = Comparator.comparing(
                    (ElectionId id) -> !id.namespace.equals(CONTROL_PLANE))
            .thenComparing(ElectionId::lock)
            .thenComparing(ElectionId::namespace);

    /** The kinds of object that client-go has kept records in; all but leases were removed from it at v0.24. */
    public enum Lock {
        LEASE,
        ENDPOINTS,
        CONFIGMAP
    }

    /** As guards, probes and plans name it: {@code kube-scheduler}, or {@code shop/cart} outside of kube-system. */
    public String title() {
        return ofControlPlane() ? name : namespace + "/" + name;
    }

    /** Whether a scenario may mean it by {@code written}: its name, or its namespace and name apart by a slash. */
    public boolean named(String written) {
        return written.equals(name) || written.equals(namespace + "/" + name);
    }

    /** Whether it may be the election of one of the control plane's own components. */
    public boolean ofControlPlane() {
        return namespace.equals(CONTROL_PLANE);
    }

    @Override
    public String toString() {
        return lock.name().toLowerCase(Locale.ROOT) + " " + namespace + "/" + name;
    }
}
