package dev.lacuna.experiments.rehearsal.model;

import java.time.Duration;

/**
 * The `kubernetes` Service, by which clients within the cluster reach the API.
 *
 * @param entrance whether those who name no server come through it, as a runner in a pod does, or through the balancer
 * @param lease for which an API server's address stays in the Service after its last word
 * @param interval at which each API server gives that word, and looks for those that have given none
 * @param proxy from a change of the Service's addresses to the rules of a node
 */
public record ApiServiceModel(Entrance entrance, Duration lease, Duration interval, Range proxy) {

    /** Which address stands for all API servers. */
    public enum Entrance {
        BALANCER,
        SERVICE
    }

    public ApiServiceModel {
        if (interval.isZero() || lease.compareTo(interval) <= 0) {
            throw new IllegalArgumentException(
                    "an address must outlive the pause between two words of its server, found %s and %s"
                            .formatted(lease, interval));
        }
    }

    /**
     * 15 s and 10 s: k/k pkg/controlplane/instance.go, DefaultEndpointReconcilerTTL and DefaultEndpointReconcilerInterval. At most once a second: k/k
     * pkg/proxy/apis/config/v1alpha1/defaults.go, minSyncPeriod.
     */
    public static ApiServiceModel standard() {
        return new ApiServiceModel(
                Entrance.BALANCER, Duration.ofSeconds(15), Duration.ofSeconds(10), Range.millis(20, 1_000));
    }
}
