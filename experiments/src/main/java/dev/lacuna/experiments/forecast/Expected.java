package dev.lacuna.experiments.forecast;

import dev.lacuna.engine.slo.Judgement;
import dev.lacuna.engine.slo.Measurement;
import dev.lacuna.engine.slo.Slo;
import dev.lacuna.engine.slo.Statistic;
import dev.lacuna.engine.slo.Verdict;
import java.util.List;
import java.util.Optional;

/**
 * What rehearsed trials say of one SLO.
 *
 * @param values one for each trial that had one
 * @param trials that were rehearsed with a proved fault
 * @param misses the share of runs that would fail it, from 0 to 1
 * @param parts where the time goes, in the order of time
 */
public record Expected(Slo slo, List<Measurement> values, int trials, double misses, List<Share> parts) {

    public Expected {
        values = List.copyOf(values);
        parts = List.copyOf(parts);
    }

    /**
     * A part of the time.
     *
     * @param median over the trials that had it, in seconds
     * @param trials that had it
     */
    public record Share(String name, Measurement median, int trials) {}

    /** Over the trials that had a value; empty with too few of them for it. */
    public Optional<Measurement> statistic(Statistic statistic) {
        return values.isEmpty() || values.size() < statistic.needs()
                ? Optional.empty()
                : Optional.of(statistic.of(values));
    }

    /** Trials that by themselves broke the bound for certain. */
    public int missed() {
        return (int) verdicts(Verdict.FAIL);
    }

    /** Trials in which the bound lay within the error, or that were not seen to their end. */
    public int undecided() {
        return (int) verdicts(Verdict.INCONCLUSIVE);
    }

    private long verdicts(Verdict verdict) {
        return values.stream()
                .filter(value -> slo.bound().verdict(value) == verdict)
                .count();
    }

    /** What a run would say of it whose trials these are. */
    static Judgement judge(Slo slo, List<Measurement> trials) {
        return slo.judge(trials.stream().map(Optional::of).toList());
    }
}
