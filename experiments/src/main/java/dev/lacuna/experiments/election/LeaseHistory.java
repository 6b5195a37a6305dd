package dev.lacuna.experiments.election;

import dev.lacuna.engine.time.Interval;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.controlplane.ControlPlane;
import dev.lacuna.experiments.controlplane.ElectionId;
import dev.lacuna.experiments.controlplane.LeaseRead;
import dev.lacuna.experiments.controlplane.LeaseRecord;
import dev.lacuna.experiments.controlplane.LeaseSeen;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Everything that was seen of one lease since a moment, from watches and reads, in order. Belongs to the loop. */
final class LeaseHistory {
    private static final String BY_WATCH = "first delivery by a watch";
    private static final String LAST_READ = "last consistent read that showed the record before";
    private static final String BY_READ = "consistent read that showed it";
    private final HolderClocks clocks;
    private final Listener listener;
    private final TakeoverReads reads;
    private final ControlPlane.Subscription watch;
    private final List<Term> terms = new ArrayList<>();
    private final long firstLook;
    private long lastOldRead = Long.MIN_VALUE;
    private boolean missed;
    private @Nullable Takeover open;

    /** Hears on the loop what becomes of the lease. */
    interface Listener {
        /** A record came in; {@code latest} is whose it is. */
        void heard(Term latest);

        /** Another holder, its bounds as good as they get. */
        void tookOver(Takeover takeover);
    }

    LeaseHistory(ControlPlane cluster, ElectionId election, Loop loop, Listener listener) {
        this.clocks = new HolderClocks(cluster);
        this.listener = listener;
        this.firstLook = loop.now();
        this.reads = new TakeoverReads(cluster, election, loop, this::take);
        clocks.start();
        reads.now();
        this.watch = cluster.watch(election, this::take);
    }

    void close() {
        watch.close();
        reads.close();
    }

    List<Term> terms() {
        return terms;
    }

    Optional<Term> latest() {
        return terms.isEmpty() ? Optional.empty() : Optional.of(terms.get(terms.size() - 1));
    }

    /** Whether a watch was blind for a time, so that a holder in between may never have been seen. */
    boolean missed() {
        return missed;
    }

    /** When the latest consistent read was sent that showed nobody new; least value: there was none. */
    long lastOldRead() {
        return lastOldRead;
    }

    /** When a term's latest record was stamped, by the clock of the host that wrote it where that is known, and by its delivery. */
    Interval stamped(Term term, String host) {
        return clocks.renewed(term.latest(), host)
                .filter(term.written()::overlaps)
                .map(term.written()::narrowedBy)
                .orElse(term.written());
    }

    private void take(LeaseSeen seen) {
        boolean gap = seen.initial() && !terms.isEmpty();
        missed |= gap && latest().filter(term -> term.sameAs(seen.record())).isEmpty();
        take(seen.record(), seen.received(), BY_WATCH, gap);
    }

    private void take(LeaseRead read) {
        var takeover = open;
        if (takeover != null) {
            // It was on its way when the watch delivered the new record.
            if (takeover.after().sameAs(read.record())) {
                takeover.notAfter(read.at().upper(), BY_READ);
            } else if (takeover.before().sameAs(read.record())) {
                takeover.notBefore(read.at().lower(), LAST_READ);
            }
            return;
        }
        take(read.record(), read.at().upper(), BY_READ, false);
        if (latest().filter(term -> term.sameAs(read.record())).isPresent()) {
            lastOldRead = Math.max(lastOldRead, read.at().lower());
        }
    }

    private void take(LeaseRecord record, long seen, String by, boolean gap) {
        var latest = latest();
        if (latest.isEmpty()) {
            begin(new Term(record, new Interval(Math.min(firstLook, seen), seen), true));
        } else if (latest.get().sameAs(record)) {
            renew(latest.get(), record, seen, gap || by.equals(BY_READ));
        } else if (isNewer(record, latest.get().latest())) {
            change(latest.get(), record, seen, by, gap);
        }
    }

    private void renew(Term term, LeaseRecord record, long seen, boolean skipping) {
        if (!isNewer(record, term.latest())) {
            return;
        }
        long notBefore = clocks.renewed(record)
                .map(Interval::lower)
                .filter(moment -> moment <= seen)
                .orElse(Long.MIN_VALUE);
        term.take(
                record,
                new Interval(Math.max(notBefore, Math.min(seen, term.began().lower())), seen),
                skipping);
        if (term.led()) {
            reads.expect(term.heard(), term.length());
        }
        listener.heard(term);
    }

    private void change(Term before, LeaseRecord record, long seen, String by, boolean gap) {
        settle();
        var widest = new Interval(Math.min(firstLook, seen), seen);
        var after = new Term(record, widest, false);
        var ousted = lastLed().orElse(before);
        var takeover = new Takeover(before, ousted, after, widest, by);
        takeover.notBefore(before.written().lower(), "record before");
        takeover.notBefore(lastOldRead, LAST_READ);
        writer(before, ousted)
                .flatMap(host -> clocks.renewed(before.latest(), host))
                .ifPresent(moment -> takeover.notBefore(moment.lower(), "renewTime of the record before"));
        if (gap) {
            takeover.remark("a watch was blind before it");
        }
        after.narrow(takeover.bounds());
        open = after.led() ? takeover : null;
        begin(after);
        if (after.led()) {
            reads.afterThisRead(this::settle);
        }
    }

    /** Whose clock a term's records bear: a release is its holder's last word; a holder that doesn't exist was written by the clock of a runner. */
    private static Optional<String> writer(Term term, Term ousted) {
        return term.first().heldByNobody()
                ? Optional.empty()
                : Optional.of(ousted.first().host());
    }

    private Optional<Term> lastLed() {
        for (int at = terms.size() - 1; at >= 0; at--) {
            if (terms.get(at).led()) {
                return Optional.of(terms.get(at));
            }
        }
        return Optional.empty();
    }

    private void begin(Term term) {
        terms.add(term);
        if (term.first().holder().isEmpty()) {
            reads.now();
        } else {
            reads.expect(term.heard(), term.length());
        }
        lastOldRead = Long.MIN_VALUE;
        listener.heard(term);
    }

    private void settle() {
        var takeover = open;
        if (takeover == null) {
            return;
        }
        open = null;
        clocks.acquired(takeover.after().first())
                .ifPresent(
                        moment -> takeover.notBefore(moment.lower(), "acquireTime by the clock of the holder's node"));
        takeover.after().narrow(takeover.bounds());
        listener.tookOver(takeover);
    }

    /** By the version where it is a number, as it is with etcd; what can't be compared counts as newer unless it is the same. */
    private static boolean isNewer(LeaseRecord record, LeaseRecord than) {
        if (isNumber(record.resourceVersion()) && isNumber(than.resourceVersion())) {
            return new BigInteger(record.resourceVersion()).compareTo(new BigInteger(than.resourceVersion())) > 0;
        }
        return !record.equals(than);
    }

    private static boolean isNumber(String version) {
        return version.matches("\\d{1,30}");
    }
}
