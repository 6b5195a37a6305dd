package dev.lacuna.engine.run;

import dev.lacuna.engine.slo.Judgement;
import dev.lacuna.engine.slo.Measurement;
import dev.lacuna.engine.slo.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** From what the trials showed to what the run came to. */
final class Judging {
    private Judging() {}

    record Summary(Verdict verdict, Ending ending, String reason) {}

    /**
     * How the run went until it is judged.
     *
     * @param ending PASSED unless something ended it before its time
     * @param asked how many trials were asked for
     */
    record Early(Ending ending, String reason, int asked) {}

    /** A trial whose fault is not proved has no measures, so that it can't make an SLO pass. */
    static List<Judgement> judge(List<dev.lacuna.engine.scenario.Slo> slos, List<TrialResult> trials) {
        return slos.stream()
                .map(slo -> slo.judged()
                        .judge(trials.stream()
                                .map(trial -> Optional.<Measurement>ofNullable(
                                        trial.measures().get(slo.measure())))
                                .toList()))
                .toList();
    }

    /**
     * What is left in the cluster outranks everything; then a signal; then what was proved to fail; then what ended the run early; then the worst of
     * trials and SLOs.
     */
    static Summary summary(Early early, List<TrialResult> trials, List<Judgement> judgements, List<String> leftovers) {
        int missing = early.asked()
                - (int) trials.stream().filter(trial -> !trial.again()).count();
        var verdict = verdict(early.ending(), missing, trials, judgements);
        var why = early.ending() == Ending.PASSED ? reasons(missing, trials, judgements) : early.reason();
        if (!leftovers.isEmpty()) {
            return new Summary(
                    verdict == Verdict.PASS ? Verdict.FAIL : verdict,
                    Ending.NOT_HEALED,
                    "left in the cluster: " + String.join("; ", leftovers));
        }
        if (verdict == Verdict.FAIL) {
            var failed = reasons(missing, trials, judgements);
            return new Summary(
                    verdict,
                    Ending.FAILED,
                    early.ending() == Ending.PASSED ? failed : failed + "; ended early: " + early.reason());
        }
        if (early.ending() != Ending.PASSED) {
            return new Summary(verdict, early.ending(), why);
        }
        return new Summary(verdict, ending(verdict), why);
    }

    /** A trial that was asked for and could not be had, because its fault missed its aim each time, is one without data. */
    private static Verdict verdict(Ending early, int missing, List<TrialResult> trials, List<Judgement> judgements) {
        if (early == Ending.INTERRUPTED || early == Ending.TERMINATED) {
            return Verdict.ABORTED;
        }
        if (failed(trials, judgements)) {
            return Verdict.FAIL;
        }
        if (early == Ending.REFUSED) {
            return Verdict.ABORTED;
        }
        List<Verdict> verdicts = new ArrayList<>();
        if (early != Ending.PASSED || missing > 0) {
            verdicts.add(Verdict.INCONCLUSIVE);
        }
        trials.stream()
                .filter(trial -> !trial.again())
                .map(TrialResult::verdict)
                .forEach(verdicts::add);
        judgements.stream().map(Judgement::verdict).forEach(verdicts::add);
        return Verdict.worst(verdicts);
    }

    /** What has failed stays so, whatever the trials that did not come would have shown. */
    private static boolean failed(List<TrialResult> trials, List<Judgement> judgements) {
        return judgements.stream().anyMatch(judgement -> judgement.verdict() == Verdict.FAIL)
                || trials.stream().anyMatch(trial -> !trial.again() && trial.verdict() == Verdict.FAIL);
    }

    private static Ending ending(Verdict verdict) {
        return switch (verdict) {
            case PASS -> Ending.PASSED;
            case FAIL -> Ending.FAILED;
            case INCONCLUSIVE -> Ending.INCONCLUSIVE;
            case ABORTED -> Ending.REFUSED;
        };
    }

    private static String reasons(int missing, List<TrialResult> trials, List<Judgement> judgements) {
        List<String> reasons = new ArrayList<>();
        if (missing > 0) {
            reasons.add("trials that were asked for and are missing: " + missing);
        }
        trials.stream()
                .filter(trial -> !trial.reason().isEmpty())
                .forEach(trial -> reasons.add("trial " + trial.number() + ": " + trial.reason()));
        judgements.stream()
                .filter(judgement -> judgement.verdict() != Verdict.PASS)
                .forEach(judgement -> reasons.add(judgement.slo().name() + ": " + judgement.reason()));
        return reasons.stream().distinct().collect(Collectors.joining("; "));
    }
}
