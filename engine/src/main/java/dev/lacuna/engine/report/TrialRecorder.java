package dev.lacuna.engine.report;

import dev.lacuna.engine.event.Event;
import dev.lacuna.engine.explanation.Breakdown;
import dev.lacuna.engine.fault.Injection;
import dev.lacuna.engine.fault.Proof;
import dev.lacuna.engine.fault.Proposal;
import dev.lacuna.engine.probe.Gap;
import dev.lacuna.engine.probe.Observation;
import dev.lacuna.engine.slo.Measurement;
import dev.lacuna.engine.slo.Unit;
import dev.lacuna.engine.slo.Verdict;
import dev.lacuna.engine.time.Interval;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Gathers one trial. */
final class TrialRecorder {
    private final int number;
    private final Map<String, Step> steps = new LinkedHashMap<>();
    private final List<TrialReport.Moment> timeline = new ArrayList<>();
    private final Map<String, List<Gap>> gaps = new TreeMap<>();
    private Map<String, Measurement> measures = Map.of();
    private List<Breakdown> breakdowns = List.of();
    private Optional<Interval> effect = Optional.empty();
    private Event.@Nullable TrialEnded ended;

    private static final class Step {
        final String kind;
        final Proposal proposal;

        @Nullable
        Injection injection;

        @Nullable
        Proof proof;

        TrialReport.@Nullable Healing healing;

        Step(Event.Proposed proposed) {
            this.kind = proposed.kind();
            this.proposal = proposed.proposal();
        }

        TrialReport.Step report(String name) {
            return new TrialReport.Step(
                    name,
                    kind,
                    proposal,
                    Optional.ofNullable(injection),
                    Optional.ofNullable(proof),
                    Optional.ofNullable(healing));
        }
    }

    TrialRecorder(int number) {
        this.number = number;
    }

    void proposed(Event.Proposed proposed) {
        steps.put(proposed.experiment(), new Step(proposed));
    }

    void injected(Event.Injected injected) {
        var step = steps.get(injected.experiment());
        if (step != null) {
            step.injection = injected.injection();
        }
        moment(injected.injection().command(), "injected", injected.experiment(), Map.of("deed", injected.what()));
        moment(injected.injection().effect(), "effective", injected.experiment(), Map.of());
    }

    void confirmed(Event.Confirmed confirmed) {
        var step = steps.get(confirmed.experiment());
        if (step != null) {
            step.proof = confirmed.proof();
        }
    }

    /** A fault may be healed in vain, and later with success: the last word counts. */
    void healed(Event.Healed healed) {
        var step = steps.get(healed.experiment());
        if (step != null) {
            step.healing = new TrialReport.Healing(healed.at(), healed.leftovers());
        }
        var what = healed.leftovers().isEmpty() ? "healed" : "not healed";
        moment(Interval.exactly(healed.at()), what, healed.experiment(), Map.of());
    }

    void observed(Observation observation) {
        if (observation instanceof Observation.Happened happened) {
            moment(happened.at(), happened.what(), happened.probe(), happened.details());
        } else if (observation instanceof Observation.GapBegan gap) {
            moment(
                    gap.began(),
                    "noticed",
                    gap.probe(),
                    gap.reason().isEmpty() ? Map.of() : Map.of("reason", gap.reason()));
        } else if (observation instanceof Observation.GapEnded gap) {
            moment(
                    gap.works(),
                    "working",
                    gap.probe(),
                    Map.of("gap", gap.length().inSeconds()));
        }
    }

    /** What was measured is counted from the effect, so that a recovery is a moment too. */
    void measured(Event.Measured measured) {
        effect = measured.effect();
        measures = measured.measures();
        measured.gaps().forEach((probe, list) -> {
            if (!list.isEmpty()) {
                gaps.put(probe, list);
            }
        });
        effect.ifPresent(from -> new TreeMap<>(measures).forEach((name, value) -> recovered(from, name, value)));
    }

    void explained(Event.Explained explained) {
        breakdowns = explained.breakdowns();
    }

    private void recovered(Interval from, String measure, Measurement value) {
        boolean ended =
                value.unit() == Unit.SECONDS && Double.isFinite(value.upper()) && Double.isFinite(value.lower());
        if (measure.endsWith(".recovery") && ended) {
            var at = new Interval(from.lower() + nanos(value.lower()), from.upper() + nanos(value.upper()));
            moment(at, "recovered", measure.substring(0, measure.length() - ".recovery".length()), Map.of());
        }
    }

    private static long nanos(double seconds) {
        return BigDecimal.valueOf(seconds).movePointRight(9).longValue();
    }

    void ended(Event.TrialEnded over) {
        ended = over;
    }

    private void moment(Interval at, String what, String by, Map<String, String> details) {
        timeline.add(new TrialReport.Moment(at, what, by, details));
    }

    /** A trial that was refused or stopped before it began has no end of its own, and shares the run's. */
    TrialReport report(Verdict ofRun, String reasonOfRun) {
        var sorted = new ArrayList<>(timeline);
        sorted.sort(Comparator.comparingLong(moment -> moment.at().lower()));
        return new TrialReport(
                number,
                ended == null
                        ? (ofRun == Verdict.ABORTED ? Verdict.ABORTED : Verdict.INCONCLUSIVE)
                        : Verdict.valueOf(ended.verdict()),
                ended == null ? reasonOfRun : ended.reason(),
                effect,
                steps.entrySet().stream()
                        .map(step -> step.getValue().report(step.getKey()))
                        .toList(),
                sorted,
                gaps,
                measures,
                breakdowns);
    }
}
