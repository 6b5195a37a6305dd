package dev.lacuna.experiments.forecast;

import dev.lacuna.engine.explanation.Breakdown;
import dev.lacuna.engine.explanation.Part;
import dev.lacuna.engine.probe.ProbeSpec;
import dev.lacuna.engine.scenario.Safeguards;
import dev.lacuna.engine.scenario.Scenario;
import dev.lacuna.engine.scenario.SteadyState;
import dev.lacuna.engine.slo.Measurement;
import dev.lacuna.engine.slo.Slo;
import dev.lacuna.engine.slo.Statistic;
import dev.lacuna.engine.slo.Verdict;
import dev.lacuna.engine.time.VirtualLoop;
import dev.lacuna.experiments.probe.ClusterProbe;
import dev.lacuna.experiments.probe.SimulatedApps;
import dev.lacuna.experiments.rehearsal.model.AppsModel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Makes forecasts. */
public final class Forecaster {
    /** Runs that are put together from rehearsed trials, where a run's statistic is not that of its worst trial. */
    private static final int RUNS = 2_000;

    /** A simulated cluster is steady from its beginning; but work is looked at before the fault, for what it usually takes. */
    private static final SteadyState STEADY = new SteadyState(Duration.ofSeconds(2));

    private final Scenario scenario;
    private final KnownCluster cluster;
    private final long seed;

    public Forecaster(Scenario scenario, KnownCluster cluster, long seed) {
        this.scenario = scenario;
        this.cluster = cluster;
        this.seed = seed;
    }

    /**
     * Rehearses so many trials, each on a cluster of its own, and says what they come to. Takes a few seconds for 200 of them, on the calling thread.
     *
     * @throws java.io.UncheckedIOException when there is no place for the rehearsals' journals
     */
    public Forecast rehearse(int trials) {
        List<String> leftOut = new ArrayList<>();
        var possible = possible(leftOut);
        if (possible.slos().isEmpty()) {
            return none(trials, leftOut, "none of its SLOs can be simulated");
        }
        var rehearsals = new Rehearsals(possible, cluster.model(), seed);
        rehearsals.rehearse(trials);
        var seen = rehearsals.seen();
        if (seen.isEmpty()) {
            return none(trials, leftOut, rehearsals.reason());
        }
        return new Forecast(
                trials,
                seen.size(),
                seed,
                cluster,
                leftOut,
                Optional.empty(),
                possible.slos().stream()
                        .map(slo -> expected(slo.judged(), seen))
                        .toList());
    }

    private record Foreseen(AppsModel apps) implements SimulatedApps {

        @Override
        public boolean hasPods(String namespace, Map<String, String> labels) {
            return apps.hasPods(namespace, labels);
        }

        @Override
        public boolean answers(String url) {
            return apps.answers(url);
        }
    }

    private Forecast none(int trials, List<String> leftOut, String why) {
        return new Forecast(trials, 0, seed, cluster, leftOut, Optional.of(why), List.of());
    }

    /** The scenario without the probes that a simulated control plane has nothing for, and without what rests on them. */
    private Scenario possible(List<String> leftOut) {
        Map<String, String> impossible = new LinkedHashMap<>();
        scenario.probes().forEach(probe -> reason(probe).ifPresent(why -> impossible.put(probe.name(), why)));
        impossible.forEach((probe, why) -> leftOut.add("probe `" + probe + "`: " + why));
        var safeguards = scenario.safeguards();
        return new Scenario(
                scenario.name(),
                scenario.labels(),
                scenario.description(),
                scenario.schedule(),
                scenario.trials(),
                STEADY,
                scenario.experiments(),
                scenario.probes().stream()
                        .filter(probe -> !impossible.containsKey(probe.name()))
                        .toList(),
                scenario.slos().stream()
                        .filter(slo -> impossible.keySet().stream()
                                .noneMatch(probe -> slo.measure().startsWith(probe + ".")))
                        .toList(),
                new Safeguards(
                        safeguards.maxDuration(),
                        safeguards.abortWhen().stream()
                                .filter(when -> !impossible.containsKey(when.probe()))
                                .toList(),
                        safeguards.allow()),
                scenario.source(),
                scenario.origin());
    }

    private Optional<String> reason(ProbeSpec probe) {
        return probe instanceof ClusterProbe known
                ? known.unforeseeable(new Foreseen(cluster.model().apps()))
                : Optional.empty();
    }

    private Expected expected(Slo slo, List<Rehearsals.Seen> seen) {
        var values = seen.stream()
                .flatMap(one -> Stream.ofNullable(one.trial().measures().get(slo.measure())))
                .toList();
        return new Expected(slo, values, seen.size(), misses(slo, values), parts(slo.measure(), seen));
    }

    /** Of a run that is judged by its worst trial this follows from the share of trials; for other statistics runs are drawn from the trials. */
    private double misses(Slo slo, List<Measurement> values) {
        int count = scenario.trials().count();
        if (values.isEmpty()) {
            return 0;
        }
        if (count == 1 || slo.statistic() == Statistic.worstFor(slo.bound())) {
            double trials = (double) values.stream()
                            .filter(value -> slo.bound().verdict(value) == Verdict.FAIL)
                            .count()
                    / values.size();
            return 1 - StrictMath.pow(1 - trials, count);
        }
        var chance = new VirtualLoop(seed, Instant.EPOCH).random("runs of " + slo.name());
        int missed = 0;
        for (int run = 0; run < RUNS; run++) {
            missed += Expected.judge(slo, drawn(values, count, chance)).verdict() == Verdict.FAIL ? 1 : 0;
        }
        return (double) missed / RUNS;
    }

    private static List<Measurement> drawn(List<Measurement> values, int count, RandomGenerator chance) {
        List<Measurement> drawn = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            drawn.add(values.get(chance.nextInt(values.size())));
        }
        return drawn;
    }

    private static List<Expected.Share> parts(String measure, List<Rehearsals.Seen> seen) {
        Map<String, List<Measurement>> lengths = new LinkedHashMap<>();
        Map<String, Long> begun = new HashMap<>();
        seen.stream()
                .flatMap(one -> Stream.ofNullable(one.breakdowns().get(measure)))
                .forEach(breakdown -> gather(breakdown, lengths, begun));
        return lengths.entrySet().stream()
                .sorted(Comparator.comparingLong(part ->
                        begun.getOrDefault(part.getKey(), 0L) / part.getValue().size()))
                .map(part -> new Expected.Share(
                        part.getKey(),
                        Statistic.MEDIAN.of(part.getValue()),
                        part.getValue().size()))
                .toList();
    }

    /** @param begun by part, when it began after the effect, added up over all trials */
    private static void gather(Breakdown breakdown, Map<String, List<Measurement>> lengths, Map<String, Long> begun) {
        long at = 0;
        for (Part part : breakdown.parts()) {
            lengths.computeIfAbsent(part.name(), name -> new ArrayList<>()).add(Measurement.of(part.length()));
            begun.merge(part.name(), at, Long::sum);
            at += part.length().lower();
        }
    }
}
