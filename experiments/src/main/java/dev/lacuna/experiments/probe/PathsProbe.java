package dev.lacuna.experiments.probe;

import dev.lacuna.engine.explanation.Span;
import dev.lacuna.engine.probe.Gap;
import dev.lacuna.engine.probe.Observation;
import dev.lacuna.engine.probe.Probe;
import dev.lacuna.engine.probe.Sampler;
import dev.lacuna.engine.scenario.format.ProbeHead;
import dev.lacuna.engine.slo.Measurement;
import dev.lacuna.engine.time.Interval;
import dev.lacuna.engine.time.Loop;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A probe that asks one path, or several at once; then its measures are those of the worst. */
public final class PathsProbe implements Probe {
    private final ProbeHead head;
    private final List<Way> ways;
    private final Set<String> measured;
    private final Loop loop;
    private List<SampledPath> paths = List.of();

    /**
     * One path.
     *
     * @param name as observations have it: {@code api[cp1]}
     * @param needs what a good answer takes
     * @param open opens it, with connections that nothing else uses
     */
    public record Way(String name, Needs needs, Supplier<Question> open) {

        /** One of which nobody knows what it waits for. */
        public Way(String name, Supplier<Question> open) {
            this(name, Needs.UNKNOWN, open);
        }
    }

    /** @param measured names of the measures that it has */
    public PathsProbe(ProbeHead head, List<Way> ways, Set<String> measured, Loop loop) {
        this.head = head;
        this.ways = List.copyOf(ways);
        this.measured = Set.copyOf(measured);
        this.loop = loop;
    }

    @Override
    public String name() {
        return head.name();
    }

    @Override
    public void start(Consumer<Observation> observer) {
        var schedule = Sampler.Schedule.of(head.every(), head.timeout());
        paths = ways.stream()
                .map(way ->
                        new SampledPath(way.name(), loop, schedule, way.open().get(), observer))
                .toList();
        for (int i = 0; i < paths.size(); i++) {
            paths.get(i).start(head.every().multipliedBy(i).dividedBy(paths.size()));
        }
    }

    @Override
    public void stop() {
        paths.forEach(SampledPath::stop);
    }

    @Override
    public boolean healthy() {
        // Asked after each event of the loop: without streams and iterators.
        for (int i = 0; i < paths.size(); i++) {
            if (!paths.get(i).healthy()) {
                return false;
            }
        }
        return !paths.isEmpty();
    }

    @Override
    public String state() {
        if (paths.isEmpty()) {
            return "not started";
        }
        var bad = paths.stream().filter(path -> !path.healthy()).toList();
        return bad.isEmpty()
                ? "well"
                : bad.stream()
                        .map(path -> ways.size() == 1 ? path.state() : path.name() + " " + path.state())
                        .collect(Collectors.joining(", "));
    }

    @Override
    public boolean recovered(Interval effect) {
        for (int i = 0; i < paths.size(); i++) {
            if (!paths.get(i).recovered(effect)) {
                return false;
            }
        }
        return !paths.isEmpty();
    }

    @Override
    public Map<String, Measurement> measures(Interval effect, long end) {
        Map<String, Measurement> worst = new LinkedHashMap<>(PathMeasures.worst(
                paths.stream().map(path -> path.measures(effect)).toList()));
        worst.keySet().retainAll(measured);
        return worst;
    }

    /** Its measures are those of the worst path, and so are the parts. */
    @Override
    public List<Span> spans(Interval effect) {
        return Stream.of(
                        worst(
                                i -> recovery(i, effect),
                                Comparator.comparingLong(span -> span.to().upper())),
                        worst(i -> longestGap(i, effect), Comparator.comparingLong(PathsProbe::length)))
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<Span> worst(IntFunction<Optional<Span>> spans, Comparator<Span> order) {
        return IntStream.range(0, paths.size())
                .mapToObj(spans)
                .flatMap(Optional::stream)
                .max(order);
    }

    private static long length(Span span) {
        return span.to().since(span.from()).upper();
    }

    private Optional<Span> recovery(int at, Interval effect) {
        var samples = paths.get(at).samples();
        return samples.since(effect)
                .recovery(effect)
                .filter(recovery -> recovery.lower() > 0 && Double.isFinite(recovery.upper()))
                .map(recovery -> ways.get(at)
                        .needs()
                        .recovery(
                                effect,
                                new Interval(
                                        effect.upper() + Math.round(recovery.lower() * 1e9),
                                        Math.max(effect.upper(), effect.lower() + Math.round(recovery.upper() * 1e9))),
                                samples.firstAnswer(effect)));
    }

    private Optional<Span> longestGap(int at, Interval effect) {
        return paths.get(at)
                .samples()
                .longestOutage(effect)
                .map(outage -> ways.get(at).needs().gap(outage));
    }

    @Override
    public List<Gap> gaps(long end) {
        List<Gap> all = new ArrayList<>();
        paths.forEach(path -> all.addAll(path.gaps(end)));
        all.sort(Comparator.comparingLong(gap -> gap.began().lower()));
        return all;
    }
}
