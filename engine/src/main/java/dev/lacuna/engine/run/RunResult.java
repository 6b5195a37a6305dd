package dev.lacuna.engine.run;

import dev.lacuna.engine.slo.Judgement;
import dev.lacuna.engine.slo.Verdict;
import java.util.List;

/**
 * What a run came to.
 *
 * @param ending why it ended, as the exit code tells it
 * @param leftovers what could not be healed or removed; not empty outranks every verdict
 */
public record RunResult(
        String runId,
        Verdict verdict,
        Ending ending,
        String reason,
        List<TrialResult> trials,
        List<Judgement> judgements,
        List<String> leftovers) {

    public RunResult {
        trials = List.copyOf(trials);
        judgements = List.copyOf(judgements);
        leftovers = List.copyOf(leftovers);
    }
}
