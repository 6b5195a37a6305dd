package dev.lacuna.experiments.handover;

import dev.lacuna.engine.fault.Proof;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.controlplane.ControlPlane;
import dev.lacuna.experiments.controlplane.LeaseRecord;
import dev.lacuna.experiments.controlplane.LeaseSeen;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Watches for who leads after a given holder. Two renewals by one identity make a successor: the record alone may have been written by one who died at once.
 * The watch's own state lives on the loop; the questions are asked from the run's thread.
 */
final class SuccessorWatch {
    private static final int RENEWALS = 2;
    private static final Duration FIRST = Duration.ofSeconds(1);
    private final ControlPlane cluster;
    private final LeaseRecord before;
    private ControlPlane.@Nullable Subscription subscription;
    private volatile @Nullable LeaseRecord latest;
    private String candidate = "";
    private @Nullable Instant lastRenewal;
    private int renewals;

    SuccessorWatch(ControlPlane cluster, LeaseRecord before) {
        this.cluster = cluster;
        this.before = before;
    }

    void start(Loop loop) {
        loop.post(() -> subscription = cluster.watch(before.election(), this::seen));
    }

    /** The first delivery takes some hundredths of a second; in a cluster that is disturbed already it may not come at all. */
    void awaitFirst(Loop loop) {
        var unused = loop.await(() -> latest != null, FIRST);
    }

    /** The newest record that was delivered; empty before the first. */
    Optional<LeaseRecord> latest() {
        return Optional.ofNullable(latest);
    }

    void stop(Loop loop) {
        loop.post(() -> {
            if (subscription != null) {
                subscription.close();
            }
        });
    }

    private record Successor(LeaseRecord record, int renewals) {}

    /** Waits for a successor that holds firmly. What is answered is taken on the loop, where the next record may come in at once. */
    private Optional<Successor> await(Loop loop, Duration atMost) {
        List<Successor> found = new ArrayList<>();
        boolean firm = loop.await(
                () -> {
                    if (latest != null && renewals >= RENEWALS) {
                        found.add(new Successor(latest, renewals));
                    }
                    return !found.isEmpty();
                },
                atMost);
        return firm ? Optional.of(found.get(0)) : Optional.empty();
    }

    /** The proof that an election has another leader on another host. */
    Proof proof(Loop loop, Duration atMost) {
        var successor = await(loop, atMost);
        List<String> evidence = new ArrayList<>();
        evidence.add(before.election() + " was held by " + before.holder());
        if (successor.isEmpty()) {
            evidence.add("nobody else has held it firmly within " + atMost.toSeconds() + " s");
            return Proof.missing(evidence);
        }
        var after = successor.get().record();
        evidence.add("%s is held by %s, which has renewed %d times; transitions %d, before %d"
                .formatted(
                        before.election(),
                        after.holder(),
                        successor.get().renewals(),
                        after.transitions(),
                        before.transitions()));
        if (after.host().equals(before.host())) {
            evidence.add("sameHost: the same host won again with a new process, which is no handover");
            return Proof.missed(evidence);
        }
        return Proof.held(evidence);
    }

    private void seen(LeaseSeen seen) {
        var record = seen.record();
        latest = record;
        if (!record.led() || record.holder().equals(before.holder())) {
            candidate = "";
            renewals = 0;
            return;
        }
        var renewed = record.renewed().orElse(null);
        if (!record.holder().equals(candidate)) {
            candidate = record.holder();
            renewals = 0;
        } else if (renewed != null && !renewed.equals(lastRenewal)) {
            renewals++;
        }
        lastRenewal = renewed;
    }
}
