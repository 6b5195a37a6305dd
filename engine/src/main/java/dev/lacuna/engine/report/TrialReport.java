package dev.lacuna.engine.report;

import dev.lacuna.engine.explanation.Breakdown;
import dev.lacuna.engine.fault.Injection;
import dev.lacuna.engine.fault.Proof;
import dev.lacuna.engine.fault.Proposal;
import dev.lacuna.engine.probe.Gap;
import dev.lacuna.engine.scenario.Elections;
import dev.lacuna.engine.slo.Measurement;
import dev.lacuna.engine.slo.Verdict;
import dev.lacuna.engine.time.Interval;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A trial of a run.
 *
 * @param verdict of the trial alone: PASS says that its fault is proved and everything was measured
 * @param effect when its first fault took effect
 * @param timeline in the order of the moments
 * @param gaps by probe; only probes that had one
 * @param breakdowns where the time went of those measures that could be divided
 */
public record TrialReport(
        int number,
        Verdict verdict,
        String reason,
        Optional<Interval> effect,
        List<Step> experiments,
        List<Moment> timeline,
        Map<String, List<Gap>> gaps,
        Map<String, Measurement> measures,
        List<Breakdown> breakdowns) {

    public TrialReport {
        experiments = List.copyOf(experiments);
        timeline = List.copyOf(timeline);
        gaps = new TreeMap<>(gaps);
        measures = new TreeMap<>(measures);
        breakdowns = List.copyOf(breakdowns);
    }

    /** Whether a new leader is on the host of the old one. */
    public boolean sameHost() {
        return takeovers().stream().anyMatch(Takeover::sameHost)
                || experiments.stream()
                        .flatMap(step -> step.proof().stream())
                        .flatMap(proof -> proof.evidence().stream())
                        .anyMatch(evidence -> evidence.startsWith("sameHost"));
    }

    /** Who took over an election, in the order of the moments. */
    public List<Takeover> takeovers() {
        return timeline.stream()
                .filter(moment -> moment.details().containsKey("newHolder"))
                .map(Takeover::of)
                .toList();
    }

    /**
     * A new holder of an election, whoever it is.
     *
     * @param election by its name, as its measures have it
     * @param at when its first record was written
     * @param sameHost whether it is on the host of the holder before: a new process there, and no handover
     */
    public record Takeover(String election, Interval at, String oldHolder, String newHolder, boolean sameHost) {

        private static Takeover of(Moment moment) {
            return new Takeover(
                    moment.by().replaceFirst("^" + Elections.PREFIX + "\\.", ""),
                    moment.at(),
                    moment.details().getOrDefault("oldHolder", ""),
                    moment.details().getOrDefault("newHolder", ""),
                    Boolean.parseBoolean(moment.details().get("sameHost")));
        }
    }

    /** An experiment of the trial. What never came about is empty. */
    public record Step(
            String name,
            String kind,
            Proposal proposal,
            Optional<Injection> injection,
            Optional<Proof> proof,
            Optional<Healing> healing) {

        /** Whether nothing of it is left for certain; of a fault that was never injected nothing can be. */
        public boolean clean() {
            return (injection.isEmpty() && healing.isEmpty())
                    || healing.filter(Healing::verified).isPresent();
        }
    }

    /**
     * How a fault ended.
     *
     * @param at when its end was verified, or given up
     */
    public record Healing(long at, List<String> leftovers) {

        public Healing {
            leftovers = List.copyOf(leftovers);
        }

        public boolean verified() {
            return leftovers.isEmpty();
        }
    }

    /**
     * A moment of the timeline.
     *
     * @param what {@code injected}, {@code effective}, {@code proved}, {@code healed}, {@code recovered}, or what a probe calls it ({@code new holder})
     * @param by the experiment or probe that tells of it
     */
    public record Moment(Interval at, String what, String by, Map<String, String> details) {

        public Moment {
            details = new TreeMap<>(details);
        }
    }
}
