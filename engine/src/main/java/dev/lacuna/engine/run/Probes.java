package dev.lacuna.engine.run;

import dev.lacuna.engine.event.Event;
import dev.lacuna.engine.event.EventStream;
import dev.lacuna.engine.explanation.Breakdown;
import dev.lacuna.engine.explanation.Milestone;
import dev.lacuna.engine.probe.Gap;
import dev.lacuna.engine.probe.Probe;
import dev.lacuna.engine.slo.Measurement;
import dev.lacuna.engine.time.Interval;
import dev.lacuna.engine.time.Loop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** All probes of a trial. Called on the run's thread; the probes are touched on the loop only. */
final class Probes {
    private static final Duration TURN = Duration.ofSeconds(30);
    private final List<Probe> probes;
    private final Loop loop;
    private final Map<String, Long> badSince = new TreeMap<>();

    Probes(List<Probe> probes, Loop loop) {
        this.probes = List.copyOf(probes);
        this.loop = loop;
    }

    void start(EventStream events, int trial) {
        onLoop(() -> {
            probes.forEach(probe -> probe.start(seen -> events.publish(new Event.Observed(trial, seen))));
            return null;
        });
    }

    void stop() {
        onLoop(() -> {
            probes.forEach(Probe::stop);
            return null;
        });
    }

    /** Waits until {@code also} and every probe's health have held together for {@code hold} on end. */
    boolean awaitSteady(Loop waiting, Duration hold, long until, BooleanSupplier also) {
        long[] since = {Long.MAX_VALUE};
        BooleanSupplier steady = () -> {
            long now = waiting.now();
            boolean well = also.getAsBoolean() && healthy();
            since[0] = well ? Math.min(since[0], now) : Long.MAX_VALUE;
            return well && now - since[0] >= hold.toNanos();
        };
        return new Ticking(waiting).await(steady, until);
    }

    // Asked after each event of the loop: without streams and iterators.
    private boolean healthy() {
        for (int i = 0; i < probes.size(); i++) {
            if (!probes.get(i).healthy()) {
                return false;
            }
        }
        return true;
    }

    boolean recovered(Interval effect) {
        for (int i = 0; i < probes.size(); i++) {
            if (!probes.get(i).recovered(effect)) {
                return false;
            }
        }
        return true;
    }

    /** Why not all are healthy, one line a probe. */
    String state() {
        return onLoop(() -> probes.stream()
                .filter(probe -> !probe.healthy())
                .map(probe -> probe.name() + ": " + probe.state())
                .collect(Collectors.joining("; ")));
    }

    Map<String, Measurement> measures(Interval effect, long end) {
        return onLoop(() -> {
            Map<String, Measurement> all = new TreeMap<>();
            probes.forEach(probe ->
                    probe.measures(effect, end).forEach((name, value) -> all.put(probe.name() + "." + name, value)));
            return all;
        });
    }

    /** @param told by the faults */
    List<Breakdown> breakdowns(Interval effect, List<Milestone> told) {
        return onLoop(() -> {
            List<Milestone> milestones = new ArrayList<>(told);
            probes.forEach(probe -> milestones.addAll(probe.milestones(effect)));
            return probes.stream()
                    .flatMap(probe -> probe.spans(effect).stream()
                            .flatMap(span -> Breakdown.of(probe.name(), span, milestones).stream()))
                    .sorted(Comparator.comparing(Breakdown::measure))
                    .toList();
        });
    }

    Map<String, List<Gap>> gaps(long end) {
        return onLoop(() -> {
            Map<String, List<Gap>> all = new LinkedHashMap<>();
            probes.forEach(probe -> all.put(probe.name(), probe.gaps(end)));
            return all;
        });
    }

    /** Names of probes that have been bad for longer than the limit given for each. On the loop. */
    List<String> badFor(Map<String, Duration> limits) {
        List<String> over = new ArrayList<>();
        for (Probe probe : probes) {
            var limit = limits.get(probe.name());
            if (limit == null || probe.healthy()) {
                badSince.remove(probe.name());
            } else if (loop.now() - badSince.computeIfAbsent(probe.name(), name -> loop.now()) >= limit.toNanos()) {
                over.add(probe.name());
            }
        }
        return over;
    }

    private <T> T onLoop(Supplier<T> work) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        loop.post(() -> {
            try {
                answer.complete(work.get());
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        return loop.await(answer, TURN, "the run's loop");
    }
}
