package dev.lacuna.experiments.controlplane;

import java.util.Locale;

/** Where the record of an election is kept. */
public record ElectionId(Lock lock, String namespace, String name) {

    /** The kinds of object that client-go has kept records in; all but leases were removed from it at v0.24. */
    public enum Lock {
        LEASE,
        ENDPOINTS,
        CONFIGMAP
    }

    @Override
    public String toString() {
        return lock.name().toLowerCase(Locale.ROOT) + " " + namespace + "/" + name;
    }
}
