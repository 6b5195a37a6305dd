package dev.lacuna.engine.slo;

import java.util.List;
import java.util.Optional;

/**
 * What is asked of a measure.
 *
 * @param name as people read it in the report
 * @param measure as a scenario names it, such as {@code api.longestGap}
 */
public record Slo(String name, String measure, Statistic statistic, Bound bound) {

    /**
     * Judges what the trials measured.
     *
     * <p>A trial without a value counts as one that could have been anything. So it can't turn the verdict into PASS, but a bound that the others
     * have broken for certain stays broken.
     *
     * @param trials one entry for each trial; empty where it has no value
     * @throws IllegalArgumentException when a value has another unit than the bound
     */
    public Judgement judge(List<Optional<Measurement>> trials) {
        int measured = (int) trials.stream().filter(Optional::isPresent).count();
        if (measured == 0) {
            return undecided(
                    0,
                    "no data: %s"
                            .formatted(trials.isEmpty() ? "no trial was measured" : "no trial has a value for it"));
        }
        if (measured < statistic.needs()) {
            return undecided(
                    measured,
                    "%s is not supported by %d samples: it takes at least %d"
                            .formatted(statistic.word(), measured, statistic.needs()));
        }
        var value = statistic.of(trials.stream().map(this::orUnknown).toList());
        var verdict = bound.verdict(value);
        return new Judgement(
                this, Optional.of(value), measured, verdict, reason(value, verdict, trials.size() - measured));
    }

    private Measurement orUnknown(Optional<Measurement> trial) {
        return trial.orElseGet(() -> Measurement.unknown(bound.unit()));
    }

    private Judgement undecided(int samples, String reason) {
        return new Judgement(this, Optional.empty(), samples, Verdict.INCONCLUSIVE, reason);
    }

    private String reason(Measurement value, Verdict verdict, int missing) {
        var facts = "%s allowed; %s measured".formatted(bound, value);
        var gap = missing == 0 ? "" : " (%d of the trials without a value)".formatted(missing);
        return facts + gap + (verdict == Verdict.INCONCLUSIVE ? ": " + whyUndecided(value, missing) : "");
    }

    private static String whyUndecided(Measurement value, int missing) {
        if (missing > 0) {
            return "what is missing could change the verdict";
        }
        boolean open = Double.isInfinite(value.lower()) || Double.isInfinite(value.upper());
        return open ? "it was not seen to its end" : "the error is too large to say";
    }
}
