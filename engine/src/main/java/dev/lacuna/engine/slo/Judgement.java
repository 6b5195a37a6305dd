package dev.lacuna.engine.slo;

import java.util.Optional;

/**
 * An SLO and what came of it.
 *
 * @param value the statistic over the trials; empty without data, or where the number of samples can't support it
 * @param samples trials that had a value
 * @param reason in words, for people, with the values it rests on
 */
public record Judgement(Slo slo, Optional<Measurement> value, int samples, Verdict verdict, String reason) {

    public Judgement {
        if (verdict == Verdict.PASS && value.isEmpty()) {
            throw new IllegalArgumentException("%s: without a value nothing passes".formatted(slo.name()));
        }
    }
}
