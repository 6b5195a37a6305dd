package dev.lacuna.experiments.rehearsal.lease;

import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.controlplane.ElectionId;
import dev.lacuna.experiments.controlplane.LeaseRecord;
import dev.lacuna.experiments.rehearsal.etcd.Store;
import dev.lacuna.experiments.rehearsal.witness.Happening;
import dev.lacuna.experiments.rehearsal.witness.Happenings;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The leases in the store. */
public final class Leases {
    private final Store store;
    private final Loop loop;
    private final Map<ElectionId, List<Held>> holders = new HashMap<>();

    /**
     * A holder's term.
     *
     * @param since when a quorum had agreed on it, in nanoseconds on the loop's clock
     */
    public record Held(long since, String holder) {}

    private final Happenings happenings;

    public Leases(Store store, Loop loop, Happenings happenings) {
        this.store = store;
        this.loop = loop;
        this.happenings = happenings;
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

    private void note(LeaseRecord written) {
        var known = holders.computeIfAbsent(written.election(), election -> new ArrayList<>());
        if (known.isEmpty() || !known.get(known.size() - 1).holder().equals(written.holder())) {
            known.add(new Held(loop.now(), written.holder()));
        }
    }

    /** Who has held it so far, in order; the first since before the beginning. */
    public List<Held> holders(ElectionId election) {
        return List.copyOf(holders.getOrDefault(election, List.of()));
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
        note(written);
        store.put(key(record.election()), written);
        happenings.happened(Happening.Kind.HELD, record.election().name(), record.holder());
        return written;
    }

    /** In microseconds, as leases have it. */
    private static Instant stamp(Instant clock) {
        return clock.truncatedTo(ChronoUnit.MICROS);
    }

    /** A lease that somebody has held for a long time, and renewed a while ago. */
    LeaseRecord settled(ElectionId election, String holder, Duration duration, long renewedAgo, Instant clock) {
        var now = stamp(clock);
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

    /**
     * The record with another holder from now on; an empty one is a release, which counts as no transition.
     *
     * @param clock what the wall clock of whoever writes it shows: client-go stamps by its own (tools/leaderelection/leaderelection.go, tryAcquireOrRenew)
     */
    public static LeaseRecord held(LeaseRecord was, String holder, Duration duration, Instant clock) {
        var now = stamp(clock);
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
