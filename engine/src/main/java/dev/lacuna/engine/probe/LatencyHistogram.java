package dev.lacuna.engine.probe;

import dev.lacuna.engine.slo.Measurement;
import dev.lacuna.engine.slo.Statistic;
import dev.lacuna.engine.slo.Unit;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/**
 * How long one path's requests took, from when they were due.
 *
 * <p>A request without an answer took longer than it was waited for, nobody knows how much: a quantile that falls among such has no upper end.
 * An answer that was wrong counts for the time it took. Not thread-safe.
 */
public final class LatencyHistogram {
    private static final int SIGNIFICANT_DIGITS = 3;
    private static final double MICROS_IN_SECOND = 1e6;

    private final Histogram all = new Histogram(SIGNIFICANT_DIGITS);
    private final Histogram answered = new Histogram(SIGNIFICANT_DIGITS);

    /**
     * Takes in one sample.
     *
     * @param timeout how long a request without an answer was waited for, in nanoseconds
     */
    public void record(Sample sample, long timeout) {
        if (sample.answered().isPresent()) {
            long micros = micros(sample.answered().getAsLong() - sample.due());
            all.recordValue(micros);
            answered.recordValue(micros);
        } else {
            all.recordValue(micros(timeout));
        }
    }

    public long samples() {
        return all.getTotalCount();
    }

    /**
     * A quantile with the histogram's own error, three significant digits and at least a microsecond.
     *
     * @param q between 0 and 1, both excluded
     * @return empty where there are too few samples for it ({@link Statistic#samplesFor})
     */
    public Optional<Measurement> quantile(double q) {
        if (samples() < Statistic.samplesFor(q)) {
            return Optional.empty();
        }
        long rank = (long) Math.ceil(q * samples());
        double lower = all.lowestEquivalentValue(atRank(all, rank)) / MICROS_IN_SECOND;
        boolean known = rank <= answered.getTotalCount();
        // Recorded values were rounded down to a microsecond.
        double upper = known
                ? (answered.highestEquivalentValue(atRank(answered, rank)) + 1) / MICROS_IN_SECOND
                : Double.POSITIVE_INFINITY;
        return Optional.of(new Measurement(lower, upper, Unit.SECONDS));
    }

    private static long atRank(Histogram histogram, long rank) {
        return histogram.getValueAtPercentile(100.0 * rank / histogram.getTotalCount());
    }

    private static long micros(long nanos) {
        return Math.max(0, nanos / 1000);
    }
}
