package dev.lacuna.engine.probe;

import dev.lacuna.engine.slo.Measurement;
import dev.lacuna.engine.slo.Unit;
import dev.lacuna.engine.time.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one path's samples say of it over a time.
 *
 * <p>A measure without data is empty, never zero. One that was cut off (the path was bad from the first sample on, or still at the last) has no
 * upper end, so that it can break a bound but not keep it. Not thread-safe; samples as for {@link OutageMeter}.
 */
public final class Availability {
    private final OutageMeter meter = new OutageMeter();
    private final List<Outage> outages = new ArrayList<>();
    private @Nullable Sample firstGood;
    private @Nullable Sample lastGood;
    private Outage.@Nullable Ongoing badFromTheStart;
    private long longestBetweenGood;
    private long longestUntilAnswer;
    private int good;
    private int samples;

    /**
     * Takes the next sample.
     *
     * @return the outage that this sample ends, if it ends one whose beginning was seen
     */
    public Optional<Outage> accept(Sample sample) {
        samples++;
        var ended = meter.accept(sample);
        ended.ifPresent(outages::add);
        if (sample.good()) {
            takeGood(sample);
        } else if (lastGood == null) {
            badFromTheStart = meter.ongoing().orElseThrow();
        }
        return ended;
    }

    private void takeGood(Sample sample) {
        good++;
        if (lastGood == null) {
            firstGood = sample;
        } else {
            long previous = lastGood.sent().lower();
            longestBetweenGood = Math.max(longestBetweenGood, sample.sent().upper() - previous);
            longestUntilAnswer = Math.max(longestUntilAnswer, answeredBy(sample) - previous);
        }
        lastGood = sample;
    }

    public List<Outage> outages() {
        return List.copyOf(outages);
    }

    public Optional<Outage.Ongoing> ongoing() {
        return meter.ongoing();
    }

    public boolean down() {
        return meter.down();
    }

    public int samples() {
        return samples;
    }

    /**
     * The longest time without an answer: at least the longest outage from first to last bad request, at most the longest time between two good
     * ones. The latter holds without an outage too: one shorter than that could have gone unseen.
     */
    public Optional<Measurement> longestGap() {
        if (samples < 2) {
            return Optional.empty();
        }
        long atLeast = outages.stream()
                .mapToLong(outage -> outage.length().lower())
                .max()
                .orElse(0);
        for (var open : unbounded()) {
            atLeast = Math.max(atLeast, open.lastsAtLeast());
        }
        return Optional.of(
                unbounded().isEmpty()
                        ? Measurement.of(new Interval(atLeast, longestBetweenGood))
                        : Measurement.lastingAtLeast(atLeast));
    }

    /** The outages that were seen, added up. What was too short for the probe's period is not in it. */
    public Optional<Measurement> totalGap() {
        if (samples < 2) {
            return Optional.empty();
        }
        long lower = 0;
        long upper = 0;
        for (var outage : outages) {
            lower += outage.length().lower();
            upper += outage.length().upper();
        }
        for (var open : unbounded()) {
            lower += open.lastsAtLeast();
        }
        return Optional.of(
                unbounded().isEmpty() ? Measurement.of(new Interval(lower, upper)) : Measurement.lastingAtLeast(lower));
    }

    /** How many outages were seen, the unfinished ones with them. */
    public Optional<Measurement> gaps() {
        return samples == 0
                ? Optional.empty()
                : Optional.of(Measurement.exactly(outages.size() + unbounded().size(), Unit.COUNT));
    }

    /** The share of good samples among all. */
    public Optional<Measurement> availability() {
        return samples == 0 ? Optional.empty() : Optional.of(Measurement.exactly((double) good / samples, Unit.SHARE));
    }

    /**
     * The time from a fault's effect until the path worked for good: until the end of the last outage that reached beyond the effect. Of a path
     * that was never seen down since, only the upper end is known.
     *
     * @return empty when no good request was sent after the effect and none is known to have failed
     */
    public Optional<Measurement> recovery(Interval effect) {
        var open = meter.ongoing().filter(outage -> outage.lastBad().upper() > effect.lower());
        if (open.isPresent()) {
            return open.map(outage ->
                    Measurement.lastingAtLeast(Math.max(0, outage.lastBad().lower() - effect.upper())));
        }
        if (firstGood == null || lastGood == null || lastGood.sent().lower() <= effect.upper()) {
            return Optional.empty();
        }
        var neverSeenDown = new Interval(0, Math.max(longestUntilAnswer, answeredBy(firstGood) - effect.lower()));
        var recovered = lastRecoveredAfter(effect, firstGood)
                .map(moment -> moment.since(effect).atLeastZero())
                .orElse(neverSeenDown);
        return Optional.of(Measurement.of(recovered));
    }

    private Optional<Interval> lastRecoveredAfter(Interval effect, Sample first) {
        if (!outages.isEmpty() && outages.get(outages.size() - 1).ended().upper() > effect.lower()) {
            return Optional.of(outages.get(outages.size() - 1).recovered());
        }
        return Optional.ofNullable(badFromTheStart)
                .filter(unused -> first.sent().upper() > effect.lower())
                .map(bad -> new Interval(bad.lastBad().lower(), answeredBy(first)));
    }

    /** The outages of which one end at least is unknown. */
    private List<Outage.Ongoing> unbounded() {
        return Stream.concat(Stream.ofNullable(badFromTheStart), meter.ongoing().stream())
                .distinct()
                .toList();
    }

    private static long answeredBy(Sample goodOne) {
        return goodOne.answered().orElseThrow();
    }
}
