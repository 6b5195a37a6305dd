package dev.lacuna.engine.event;

import dev.lacuna.engine.explanation.Breakdown;
import dev.lacuna.engine.explanation.Outlook;
import dev.lacuna.engine.fault.Injection;
import dev.lacuna.engine.fault.Proof;
import dev.lacuna.engine.fault.Proposal;
import dev.lacuna.engine.probe.Gap;
import dev.lacuna.engine.probe.Observation;
import dev.lacuna.engine.slo.Judgement;
import dev.lacuna.engine.slo.Measurement;
import dev.lacuna.engine.time.Interval;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Something that happened in a run. */
public sealed interface Event {

    /** The run begins. {@code facts}: context, version, distribution, nodes and whatever else names the place. */
    record RunBegan(String runId, Origin scenario, long seed, int trials, Label label, Map<String, String> facts)
            implements Event {
        public RunBegan {
            facts = Map.copyOf(facts);
        }

        /**
         * Which scenario.
         *
         * @param file as the user named it
         * @param digest SHA-256 of the file, in lower-case hexadecimal
         */
        public record Origin(String name, String file, String digest) {}
    }

    record TrialBegan(int trial) implements Event {}

    /** The run is in another state: what is being done now, in words, and for how long at most. */
    record Entered(int trial, String state, String doing, Duration atMost) implements Event {}

    /** {@code kind}: the key that stands for the fault in a scenario. */
    record Proposed(int trial, String experiment, String kind, Proposal proposal) implements Event {}

    record Refused(int trial, List<String> refusals) implements Event {
        public Refused {
            refusals = List.copyOf(refusals);
        }
    }

    record Injected(int trial, String experiment, String what, Injection injection) implements Event {}

    record Confirmed(int trial, String experiment, Proof proof) implements Event {}

    record Healed(int trial, String experiment, long at, List<String> leftovers) implements Event {
        public Healed {
            leftovers = List.copyOf(leftovers);
        }
    }

    /** A probe has something to tell. */
    record Observed(int trial, Observation observation) implements Event {}

    record Warned(String text) implements Event {}

    /** What a trial measured. {@code effect}: when its first fault took effect. */
    record Measured(
            int trial, Optional<Interval> effect, Map<String, Measurement> measures, Map<String, List<Gap>> gaps)
            implements Event {
        public Measured {
            measures = Map.copyOf(measures);
            gaps = Map.copyOf(gaps);
        }
    }

    /** What the cluster's own timers say of the SLOs; told before the first fault. */
    record Foreseen(List<Outlook> outlooks) implements Event {
        public Foreseen {
            outlooks = List.copyOf(outlooks);
        }
    }

    /** Where the time went that a trial measured. */
    record Explained(int trial, List<Breakdown> breakdowns) implements Event {
        public Explained {
            breakdowns = List.copyOf(breakdowns);
        }
    }

    record TrialEnded(int trial, String verdict, String reason) implements Event {}

    /** What all trials together say of each SLO. */
    record Judged(List<Judgement> judgements) implements Event {
        public Judged {
            judgements = List.copyOf(judgements);
        }
    }

    record RunEnded(String verdict, String reason, int exitCode, List<String> leftovers) implements Event {
        public RunEnded {
            leftovers = List.copyOf(leftovers);
        }
    }
}
