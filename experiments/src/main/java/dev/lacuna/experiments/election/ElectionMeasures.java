package dev.lacuna.experiments.election;

import dev.lacuna.engine.scenario.Elections;
import dev.lacuna.engine.slo.Measurement;
import dev.lacuna.engine.slo.Unit;
import dev.lacuna.engine.time.Interval;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a lease's history says of a fault. The gap and the recovery are there only if somebody took the lease over, or if the holder was silenced for certain: a
 * fault that left the leader in its place has closed no gap, and must not pass for a short one.
 */
final class ElectionMeasures {
    /** A leader that releases its lease on its way out does so before its process is gone: a takeover in between belongs to the fault. */
    private static final long RELEASE_LEAD = 5_000_000_000L;

    private final LeaseHistory history;
    private final Interval effect;

    ElectionMeasures(LeaseHistory history, Interval effect) {
        this.history = history;
        this.effect = effect;
    }

    /** Whether all evidence is in: a new holder that stays, or the old one long enough after the effect that it can't have lost the lease by it. */
    boolean recovered() {
        var first = firstTakeover();
        var latest = history.latest();
        if (latest.isEmpty() || !latest.get().led()) {
            return false;
        }
        return first.isPresent() ? latest.get().firm().isPresent() : untouched(latest.get());
    }

    /** @param end when the observation ended */
    Map<String, Measurement> all(long end) {
        Map<String, Measurement> all = new LinkedHashMap<>();
        var latest = history.latest();
        if (latest.isEmpty()) {
            return all;
        }
        var first = firstTakeover();
        if (first.isPresent()) {
            all.put(
                    Elections.GAP,
                    Measurement.of(first.get().began().since(end(first.get())).atLeastZero()));
            all.put(Elections.RECOVERY, firm(end));
        } else if (silent(latest.get(), end)) {
            var open = Measurement.lastingAtLeast(Math.max(effect.upper(), history.lastOldRead()) - effect.upper());
            all.put(Elections.GAP, open);
            all.put(Elections.RECOVERY, open);
        } else if (!untouched(latest.get())) {
            return all;
        }
        var counted = takeovers();
        all.put(Elections.TRANSITIONS, count(counted.size(), counted));
        all.put(
                Elections.FLAPS,
                count((int) counted.stream().filter(this::flapped).count(), counted));
        return all;
    }

    /** When the first holder that stays was known to stay. */
    Optional<Interval> firm() {
        return takeovers().stream()
                .filter(term -> term.firm().isPresent())
                .findFirst()
                .flatMap(Term::firm);
    }

    private Measurement firm(long end) {
        return firm().map(moment -> Measurement.of(moment.since(effect).atLeastZero()))
                .orElseGet(() -> Measurement.lastingAtLeast(Math.max(0, end - effect.upper())));
    }

    /** What a blind watch may have hidden makes the count uncertain, by as much as the record's own count says. */
    private Measurement count(int seen, List<Term> takeovers) {
        int most = seen;
        if (history.missed() && !history.terms().isEmpty()) {
            var terms = history.terms();
            int counted = terms.get(terms.size() - 1).latest().transitions()
                    - terms.get(0).first().transitions();
            most = seen + Math.max(0, counted - takeovers.size());
        }
        return new Measurement(seen, most, Unit.COUNT);
    }

    private boolean flapped(Term term) {
        return term.firm().isEmpty() && !history.latest().filter(term::equals).isPresent();
    }

    Optional<Term> firstTakeover() {
        return takeovers().stream().findFirst();
    }

    /** Terms with a holder that began since the effect. */
    private List<Term> takeovers() {
        return history.terms().stream()
                .filter(term -> term.led() && !term.knownFromTheStart() && isSince(term))
                .toList();
    }

    private boolean isSince(Term term) {
        if (term.began().upper() > effect.lower()) {
            return true;
        }
        int at = history.terms().indexOf(term);
        boolean released = at > 0 && !history.terms().get(at - 1).led();
        return released && term.began().upper() > effect.lower() - RELEASE_LEAD && outlived(term);
    }

    /** Whoever is heard of long after the effect is not the one who was hit: that one may have taken a released lease a short time before, too, and its last word may come late. */
    private boolean outlived(Term term) {
        return term.heard() > effect.upper() + RELEASE_LEAD;
    }

    /** Whether the holder goes on renewing so long after the effect that it would have lost the lease by then. */
    private boolean untouched(Term term) {
        return term.led() && term.heard() > effect.upper() + term.length().toNanos();
    }

    /** Whether nobody has been heard of for longer than a holder may be silent. */
    private boolean silent(Term term, long end) {
        return !term.led() || end - term.heard() > ElectionProbe.deadline(term).toNanos();
    }

    /** The old leader's end: the effect, unless it is known to have renewed after that, as one does whose network merely loses packets. */
    Interval end(Term takeover) {
        var terms = history.terms();
        return terms.subList(0, terms.indexOf(takeover)).stream()
                .filter(term -> term.led() && term.written().lower() > effect.upper())
                .reduce((first, last) -> last)
                .map(Term::lastSign)
                .orElse(effect);
    }
}
