package dev.lacuna.experiments.election;

import dev.lacuna.engine.explanation.Milestone;
import dev.lacuna.engine.explanation.Span;
import dev.lacuna.engine.scenario.Elections;
import dev.lacuna.engine.time.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where the time between two leaders goes, as far as the lease's records tell (docs/mechanics.md, "Elections"). */
final class ElectionParts {
    private static final String RECORD = "acquireTime by its holder's clock, and first delivery of the record";
    private final String lease;
    private final LeaseHistory history;
    private final ElectionMeasures measures;
    private final Interval effect;

    ElectionParts(String lease, LeaseHistory history, Interval effect) {
        this.lease = lease;
        this.history = history;
        this.measures = new ElectionMeasures(history, effect);
        this.effect = effect;
    }

    List<Milestone> milestones() {
        return measures.firstTakeover().map(this::milestones).orElse(List.of());
    }

    private List<Milestone> milestones(Term takeover) {
        List<Milestone> milestones = new ArrayList<>();
        if (isSameHost(takeover)) {
            return List.of(new Milestone(
                    lease,
                    takeover.began(),
                    "wait of the restarted process for its old lease, and its look",
                    RECORD,
                    lease + " on " + takeover.first().host()));
        }
        before(takeover)
                .filter(term -> !term.first().holder().isEmpty())
                .ifPresent(
                        term -> milestones.add(
                                new Milestone(
                                        lease,
                                        history.stamped(term, term.first().host())
                                                .plus(term.length().toNanos()),
                                        "lease left to run",
                                        "last record of the old holder (renewTime by its clock, and first delivery), and its leaseDurationSeconds")));
        milestones.add(new Milestone(lease, takeover.began(), "retry of the standby", RECORD));
        return milestones;
    }

    List<Span> spans() {
        List<Span> spans = new ArrayList<>();
        measures.firstTakeover().ifPresent(term -> {
            var of = Set.of(lease);
            spans.add(new Span(Elections.GAP, of, measures.end(term), term.began(), List.of(), "record", RECORD));
            measures.firm()
                    .ifPresent(firm -> spans.add(new Span(
                            Elections.RECOVERY,
                            of,
                            effect,
                            firm,
                            List.of(),
                            "two renewals of the new leader",
                            "its second renewal: renewTime and first delivery")));
        });
        return spans;
    }

    private Optional<Term> before(Term takeover) {
        int at = history.terms().indexOf(takeover);
        return at < 1 ? Optional.empty() : Optional.of(history.terms().get(at - 1));
    }

    private boolean isSameHost(Term takeover) {
        var terms = history.terms();
        return terms.subList(0, terms.indexOf(takeover)).stream()
                .filter(Term::led)
                .reduce((first, last) -> last)
                .filter(ousted -> ousted.first().host().equals(takeover.first().host()))
                .isPresent();
    }
}
