package dev.lacuna.engine.slo;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * One number for several trials.
 *
 * <p>Each is computed from the lower bounds and from the upper bounds separately; since none of them falls when a value rises, the true one lies
 * between the two. Percentiles are Hyndman and Fan's type 8 (median-unbiased, the one that its authors recommend).
 */
public enum Statistic {
    MAX,
    MIN,
    MEAN,
    MEDIAN(0.5),
    P90(0.9),
    P95(0.95),
    P99(0.99);

    /** In so many of a hundred cases may the largest sample be below the quantile that it is to support. */
    private static final double RISK = 0.05;

    private final double quantile;

    Statistic() {
        this(Double.NaN);
    }

    Statistic(double quantile) {
        this.quantile = quantile;
    }

    /** The worst trial: what judges when a scenario names no statistic. */
    public static Statistic worstFor(Bound bound) {
        return bound.direction() == Bound.Direction.AT_MOST ? MAX : MIN;
    }

    /** The statistic as a scenario names it, in lower case. */
    public static Optional<Statistic> named(String word) {
        return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The smallest number of samples that supports it; one where no quantile is estimated. */
    public int needs() {
        return Double.isNaN(quantile) ? 1 : samplesFor(quantile);
    }

    /**
     * The smallest n whose maximum is an upper bound for quantile {@code q} with 95 % confidence whatever the distribution: q^n is at most 0.05.
     * 5 for the median, 29 for p90, 59 for p95, 299 for p99.
     *
     * @param q between 0 and 1, both excluded
     */
    public static int samplesFor(double q) {
        if (!(q > 0 && q < 1)) {
            throw new IllegalArgumentException("a quantile lies between 0 and 1: %s".formatted(q));
        }
        return (int) Math.ceil(Math.log(RISK) / Math.log(q));
    }

    /**
     * The statistic over all of them, which must be of one unit. Whether there are {@linkplain #needs enough} is for the caller to ask.
     *
     * @throws IllegalArgumentException when there is none, or the units differ
     */
    public Measurement of(List<Measurement> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("%s of no values".formatted(word()));
        }
        var unit = values.get(0).unit();
        if (values.stream().anyMatch(value -> value.unit() != unit)) {
            throw new IllegalArgumentException("%s of values in different units: %s".formatted(word(), values));
        }
        return new Measurement(over(values, Measurement::lower), over(values, Measurement::upper), unit);
    }

    private double over(List<Measurement> values, ToDoubleFunction<Measurement> end) {
        double[] sorted = values.stream().mapToDouble(end).sorted().toArray();
        return switch (this) {
            case MAX -> sorted[sorted.length - 1];
            case MIN -> sorted[0];
            case MEAN -> Arrays.stream(sorted).sum() / sorted.length;
            case MEDIAN, P90, P95, P99 -> quantile(sorted);
        };
    }

    private double quantile(double[] sorted) {
        double rank = (sorted.length + 1.0 / 3) * quantile + 1.0 / 3;
        double within = Math.max(1, Math.min(rank, sorted.length));
        int below = (int) within;
        double fraction = within - below;
        double low = sorted[below - 1];
        double high = sorted[Math.min(below, sorted.length - 1)];
        // Where values are missing an end is infinite, and the difference of two such is no number.
        return fraction == 0 || low == high || Double.isInfinite(low) ? low : low + fraction * (high - low);
    }
}
