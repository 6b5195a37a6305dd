package dev.lacuna.experiments.probe;

import dev.lacuna.engine.probe.Availability;
import dev.lacuna.engine.probe.LatencyHistogram;
import dev.lacuna.engine.probe.Outage;
import dev.lacuna.engine.probe.Sample;
import dev.lacuna.engine.scenario.format.ProbeKind.Measure;
import dev.lacuna.engine.slo.Measurement;
import dev.lacuna.engine.slo.Statistic;
import dev.lacuna.engine.time.Interval;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What can be said of one path's samples from a fault's effect on. Belongs to the loop. */
public final class PathMeasures {
    public static final String LONGEST_GAP = "longestGap";
    public static final String TOTAL_GAP = "totalGap";
    public static final String AVAILABILITY = "availability";
    public static final String RECOVERY = "recovery";
    private static final Map<String, Double> QUANTILES = Map.of("p50", 0.5, "p90", 0.9, "p95", 0.95, "p99", 0.99);

    /** How long it was away: all that can be said where answers count by their number and not by their time. */
    public static final List<Measure> OF_OUTAGES = List.of(
            new Measure(RECOVERY, "from the fault's effect until it works for good"),
            new Measure(
                    LONGEST_GAP,
                    "the longest time without a good answer, of those that reached beyond the effect; what was over before it counts for nothing"));

    /** All of them. */
    public static final List<Measure> ALL = Stream.concat(
                    OF_OUTAGES.stream(),
                    Stream.of(
                            new Measure(TOTAL_GAP, "all such times together"),
                            new Measure(AVAILABILITY, "share of good answers among all, from the effect on"),
                            quantile("p50"),
                            quantile("p90"),
                            quantile("p95"),
                            quantile("p99")))
            .toList();

    private final List<Sample> samples = new ArrayList<>();

    private static Measure quantile(String name) {
        return new Measure(name, "the time within which %s %% of the answers came".formatted(name.substring(1)));
    }

    /** Samples must come in the order of their due times. */
    void add(Sample sample) {
        samples.add(sample);
    }

    /**
     * How the path did from the effect on. The last good sample before the effect belongs to it: only from there can it be said when an outage began.
     */
    public Availability since(Interval effect) {
        var since = new Availability();
        samples.subList(anchor(effect), samples.size()).forEach(since::accept);
        return since;
    }

    /** From the sending to the answer of the first good request that was sent after the effect. */
    Optional<Interval> firstAnswer(Interval effect) {
        return samples.subList(first(effect), samples.size()).stream()
                .filter(sample -> sample.good() && sample.sent().lower() > effect.upper())
                .findFirst()
                .map(sample -> new Interval(
                        sample.sent().lower(),
                        Math.max(sample.sent().lower(), sample.answered().orElseThrow())));
    }

    /** The outage that {@link #LONGEST_GAP} is, if one is all of it, and it had begun when the fault took effect or began with it. */
    Optional<Outage> longestOutage(Interval effect) {
        var since = since(effect);
        return since.outages().stream()
                .filter(outage -> since.longestGap()
                                .filter(Measurement.of(outage.length())::equals)
                                .isPresent()
                        && outage.began().lower() <= effect.upper())
                .findFirst();
    }

    /** A measure without data is not in it. */
    Map<String, Measurement> all(Interval effect, Duration timeout) {
        Map<String, Measurement> all = new LinkedHashMap<>();
        var anchored = since(effect);
        var latency = new LatencyHistogram();
        var own = new Availability();
        for (Sample sample : samples.subList(first(effect), samples.size())) {
            own.accept(sample);
            latency.record(sample, timeout.toNanos());
        }
        put(all, AVAILABILITY, own.availability());
        if (own.samples() > 0) {
            put(all, LONGEST_GAP, anchored.longestGap());
            put(all, TOTAL_GAP, anchored.totalGap());
            put(all, RECOVERY, anchored.recovery(effect));
        }
        QUANTILES.forEach((name, q) -> put(all, name, latency.quantile(q)));
        return all;
    }

    /**
     * One number for several paths that are measured as one: the worst of them. What one of them has no data for is missing, for the worst may have been
     * that one.
     */
    static Map<String, Measurement> worst(List<Map<String, Measurement>> paths) {
        Map<String, Measurement> worst = new LinkedHashMap<>();
        for (String name : paths.isEmpty() ? Set.<String>of() : paths.get(0).keySet()) {
            if (paths.stream().allMatch(path -> path.containsKey(name))) {
                var statistic = name.equals(AVAILABILITY) ? Statistic.MIN : Statistic.MAX;
                worst.put(
                        name,
                        statistic.of(paths.stream().map(path -> path.get(name)).toList()));
            }
        }
        return worst;
    }

    private static void put(Map<String, Measurement> all, String name, Optional<Measurement> measured) {
        measured.ifPresent(value -> all.put(name, value));
    }

    private int anchor(Interval effect) {
        for (int at = first(effect) - 1; at >= 0; at--) {
            if (samples.get(at).good()) {
                return at;
            }
        }
        return 0;
    }

    /** Index of the first sample that may have been sent after the effect. */
    private int first(Interval effect) {
        int low = 0;
        int high = samples.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (samples.get(middle).sent().upper() < effect.lower()) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
