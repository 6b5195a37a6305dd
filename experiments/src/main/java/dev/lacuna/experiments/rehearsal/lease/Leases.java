package dev.lacuna.experiments.rehearsal.lease;

import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.controlplane.ElectionId;
import dev.lacuna.experiments.controlplane.LeaseRecord;
import dev.lacuna.experiments.rehearsal.etcd.Store;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** The leases in the store. */
public final class Leases {
    private final Store store;
    private final Loop loop;

    public Leases(Store store, Loop loop) {
        this.store = store;
        this.loop = loop;
    }

    /** By its name where it is one of kube-system's, else by namespace and name: {@code shop/cart-controller}. */
    public static ElectionId election(String title) {
        int cut = title.indexOf('/');
        return new ElectionId(
                ElectionId.Lock.LEASE, cut < 0 ? "kube-system" : title.substring(0, cut), title.substring(cut + 1));
    }

    /** What its changes are told under. */
    public static String key(ElectionId election) {
        return "lease/" + election.namespace() + "/" + election.name();
    }

    /** The record as it is agreed on now. */
    public LeaseRecord record(ElectionId election) {
        return (LeaseRecord)
                store.get(key(election)).orElseThrow(() -> new IllegalArgumentException("there is no " + election));
    }

    /** The moment as leases have it: in microseconds. */
    Instant stamp() {
        return loop.wall().truncatedTo(ChronoUnit.MICROS);
    }

    /**
     * Writes a record if the version is still the one that was read.
     *
     * @return the record as written; empty on a conflict
     */
    public Optional<LeaseRecord> write(LeaseRecord record, String version) {
        var now = store.get(key(record.election()));
        if (now.isPresent() && !((LeaseRecord) now.get()).resourceVersion().equals(version)) {
            return Optional.empty();
        }
        return Optional.of(put(record));
    }

    private LeaseRecord put(LeaseRecord record) {
        var written = new LeaseRecord(
                record.election(),
                record.holder(),
                record.duration(),
                record.acquired(),
                record.renewed(),
                record.transitions(),
                Long.toString(store.revision() + 1),
                false);
        store.put(key(record.election()), written);
        return written;
    }

    /** A lease that somebody has held for a long time, and renewed a while ago. */
    LeaseRecord settled(ElectionId election, String holder, Duration duration, long renewedAgo) {
        var now = stamp();
        return put(new LeaseRecord(
                election,
                holder,
                duration,
                Optional.of(now.minusSeconds(3_600)),
                Optional.of(now.minusNanos(renewedAgo / 1_000 * 1_000)),
                1,
                "",
                false));
    }

    /** The record with another holder from now on; an empty one is a release, which counts as no transition. */
    public LeaseRecord held(LeaseRecord was, String holder, Duration duration) {
        var now = stamp();
        boolean same = was.holder().equals(holder);
        return new LeaseRecord(
                was.election(),
                holder,
                duration,
                same ? was.acquired() : Optional.of(now),
                Optional.of(now),
                was.transitions() + (same || holder.isEmpty() ? 0 : 1),
                was.resourceVersion(),
                false);
    }
}
