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
    private static final String NOBODY = "lacuna-nobody_";

    /** An identity that nobody stands behind, to be written where a lease is to be taken from its holder. */
    public static String nobody(String distinction) {
        return NOBODY + distinction;
    }

    /** Whether the holder is one that this program has written: {@link #nobody}. */
    public boolean heldByNobody() {
        return holder.startsWith(NOBODY);
    }

    /** Whether somebody holds it who can do the work: it is neither released nor {@linkplain #heldByNobody held by nobody}. */
    public boolean led() {
        return !holder.isEmpty() && !heldByNobody();
    }

    /** The part of the identity before the last underscore: the host of a static pod, the name of an ordinary one. */
    public String host() {
        int cut = holder.lastIndexOf('_');
        return cut < 0 ? holder : holder.substring(0, cut);
    }
}
