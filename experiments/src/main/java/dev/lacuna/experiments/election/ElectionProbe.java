package dev.lacuna.experiments.election;

import dev.lacuna.engine.explanation.Milestone;
import dev.lacuna.engine.explanation.Span;
import dev.lacuna.engine.probe.Gap;
import dev.lacuna.engine.probe.Observation;
import dev.lacuna.engine.probe.Probe;
import dev.lacuna.engine.scenario.Elections;
import dev.lacuna.engine.slo.Measurement;
import dev.lacuna.engine.time.Answers;
import dev.lacuna.engine.time.Interval;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.controlplane.ControlPlane;
import dev.lacuna.experiments.controlplane.ElectionId;
import dev.lacuna.experiments.controlplane.LeaseRecord;
import dev.lacuna.experiments.probe.GapNotes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Watches who holds a lease. It is there without being asked for, for each election that a fault may hit. */
public final class ElectionProbe implements Probe {
    private static final Duration TRY_AGAIN = Duration.ofSeconds(1);
    private final String lease;
    private final ControlPlane cluster;
    private final Loop loop;
    private @Nullable Sight sight;

    /** @param lease the election's name, or its namespace and name; where several namespaces have one, the control plane's comes first */
    public ElectionProbe(String lease, ControlPlane cluster, Loop loop) {
        this.lease = lease;
        this.cluster = cluster;
        this.loop = loop;
    }

    @Override
    public String name() {
        return Elections.PREFIX + "." + lease;
    }

    @Override
    public void start(Consumer<Observation> observer) {
        var own = new Sight(observer);
        sight = own;
        own.find();
    }

    @Override
    public void stop() {
        if (sight != null) {
            sight.close();
        }
    }

    /** Whether the holder has been heard of within its renew deadline. */
    @Override
    public boolean healthy() {
        return latest().filter(Term::led)
                .filter(term -> loop.now() - term.heard() < deadline(term).toNanos())
                .isPresent();
    }

    /** Two thirds of the lease: client-go's own proportion of 10 s to 15 s (component-base, leader election defaults). */
    static Duration deadline(Term term) {
        return term.length().multipliedBy(2).dividedBy(3);
    }

    @Override
    public String state() {
        if (sight == null) {
            return "not started";
        }
        return latest().map(this::state).orElse(sight.trouble);
    }

    private String state(Term term) {
        if (!term.led()) {
            return "nobody holds " + term.first().election();
        }
        return "%s was last renewed by %s %.1f s ago"
                .formatted(term.first().election(), term.first().holder(), (loop.now() - term.heard()) / 1e9);
    }

    @Override
    public boolean recovered(Interval effect) {
        return history()
                .filter(history -> new ElectionMeasures(history, effect).recovered())
                .isPresent();
    }

    @Override
    public Map<String, Measurement> measures(Interval effect, long end) {
        return history()
                .map(history -> new ElectionMeasures(history, effect).all(end))
                .orElse(Map.of());
    }

    @Override
    public List<Milestone> milestones(Interval effect) {
        return history()
                .map(history -> new ElectionParts(lease, history, effect).milestones())
                .orElse(List.of());
    }

    @Override
    public List<Span> spans(Interval effect) {
        return history()
                .map(history -> new ElectionParts(lease, history, effect).spans())
                .orElse(List.of());
    }

    @Override
    public List<Gap> gaps(long end) {
        return sight == null ? List.of() : sight.gaps.until(end);
    }

    private Optional<LeaseHistory> history() {
        return sight == null ? Optional.empty() : Optional.ofNullable(sight.history);
    }

    private Optional<Term> latest() {
        return history().flatMap(LeaseHistory::latest);
    }

    /** What is seen in one trial. */
    private final class Sight implements LeaseHistory.Listener {
        private final Consumer<Observation> observer;
        private final GapNotes gaps;
        private @Nullable LeaseHistory history;
        private Loop.@Nullable Timer silence;
        private String trouble = "no record of it yet";
        private boolean closed;

        Sight(Consumer<Observation> observer) {
            this.observer = seen -> {
                if (!closed) {
                    observer.accept(seen);
                }
            };
            this.gaps = new GapNotes(name(), this.observer);
        }

        void find() {
            var unused = cluster.elections().whenComplete((records, failure) -> {
                if (closed) {
                    return;
                }
                var found = failure == null ? mine(records) : Optional.<ElectionId>empty();
                if (found.isPresent()) {
                    history = new LeaseHistory(cluster, found.get(), loop, this);
                } else {
                    trouble = failure == null
                            ? "no lease of that name has a holder"
                            : "elections can't be listed: "
                                    + Answers.cause(failure).getMessage();
                    loop.after(TRY_AGAIN, this::find);
                }
            });
        }

        private Optional<ElectionId> mine(List<LeaseRecord> records) {
            return records.stream()
                    .map(LeaseRecord::election)
                    .filter(id -> id.named(lease))
                    .min(ElectionId.FIRST_MEANT);
        }

        void close() {
            closed = true;
            if (silence != null) {
                silence.cancel();
            }
            if (history != null) {
                history.close();
            }
        }

        @Override
        public void heard(Term latest) {
            if (silence != null) {
                silence.cancel();
            }
            if (!latest.led()) {
                gaps.begin(
                        latest.began(),
                        latest.first().holder().isEmpty()
                                ? "the lease was released"
                                : "the lease was taken from its holder");
                return;
            }
            if (gaps.isOpen() && latest.heard() > latest.began().upper()) {
                gaps.end(latest.written(), latest.written());
            }
            silence = loop.at(
                    latest.heard() + deadline(latest).toNanos(),
                    () -> gaps.begin(latest.lastSign(), latest.first().holder() + " stopped renewing"));
        }

        @Override
        public void tookOver(Takeover takeover) {
            observer.accept(new Observation.Happened(name(), takeover.bounds(), takeover.what(), takeover.details()));
            gaps.end(takeover.bounds(), takeover.bounds());
        }
    }
}
