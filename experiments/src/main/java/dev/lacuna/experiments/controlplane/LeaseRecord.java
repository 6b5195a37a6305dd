package dev.lacuna.experiments.controlplane;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The record of an election (client-go tools/leaderelection/resourcelock).
 *
 * @param holder the leader's identity, {@code host_uuid}; empty when it was released
 * @param acquired on the holder's wall clock, as is {@code renewed}
 */
public record LeaseRecord(
        ElectionId election,
        String holder,
        Duration duration,
        Optional<Instant> acquired,
        Optional<Instant> renewed,
        int transitions,
        String resourceVersion,
        boolean coordinated) {

    /** The part of the identity before the last underscore: the host of a static pod, the name of an ordinary one. */
    public String host() {
        int cut = holder.lastIndexOf('_');
        return cut < 0 ? holder : holder.substring(0, cut);
    }
}
