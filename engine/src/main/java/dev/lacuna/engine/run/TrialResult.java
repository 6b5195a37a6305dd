package dev.lacuna.engine.run;

import dev.lacuna.engine.probe.Gap;
import dev.lacuna.engine.slo.Measurement;
import dev.lacuna.engine.slo.Verdict;
import dev.lacuna.engine.time.Interval;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one trial showed.
 *
 * @param verdict PASS means here: the fault held and everything was measured; SLOs are judged over all trials
 * @param again whether the fault missed its aim by chance, so that another attempt is sound
 * @param effect when the first fault took effect
 * @param measures by full name, {@code api.longestGap}; empty unless the proof held
 */
public record TrialResult(
        int number,
        Verdict verdict,
        String reason,
        boolean again,
        Optional<Interval> effect,
        List<ExperimentResult> experiments,
        Map<String, Measurement> measures,
        Map<String, List<Gap>> gaps) {

    public TrialResult {
        experiments = List.copyOf(experiments);
        measures = Map.copyOf(measures);
        gaps = Map.copyOf(gaps);
    }

    /** Whether something of its faults is left in the cluster. */
    public boolean leaves() {
        return experiments.stream()
                .anyMatch(experiment -> !experiment.leftovers().isEmpty());
    }
}
