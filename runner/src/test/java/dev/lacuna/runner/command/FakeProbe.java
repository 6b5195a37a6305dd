package dev.lacuna.runner.command;

import dev.lacuna.engine.probe.Gap;
import dev.lacuna.engine.probe.Observation;
import dev.lacuna.engine.probe.Probe;
import dev.lacuna.engine.slo.Measurement;
import dev.lacuna.engine.time.Interval;
import dev.lacuna.engine.time.Loop;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Is bad while its cluster's outage lasts. */
final class FakeProbe implements Probe {
    private static final Duration EVERY = Duration.ofMillis(100);
    private final String name;
    private final FakeCluster cluster;
    private final Loop loop;
    private boolean over;
    private boolean bad;
    private int samples;

    FakeProbe(String name, FakeCluster cluster) {
        this.name = name;
        this.cluster = cluster;
        this.loop = FakeBeat.current();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void start(Consumer<Observation> observer) {
        if (over) {
            return;
        }
        samples++;
        observer.accept(new Observation.Sampled(name, loop.now(), well(), ""));
        if (well() == bad) {
            bad = !bad;
            var now = Interval.exactly(loop.now());
            observer.accept(
                    bad
                            ? new Observation.GapBegan(name, now, "refused")
                            : new Observation.GapEnded(name, now, now, Interval.exactly(cluster.outage.toNanos())));
        }
        loop.after(EVERY, () -> start(observer));
    }

    private boolean well() {
        return cluster.effect.isEmpty() || loop.now() - cluster.effect.get() > cluster.outage.toNanos();
    }

    @Override
    public void stop() {
        over = true;
    }

    @Override
    public boolean healthy() {
        return samples > 0 && well();
    }

    @Override
    public String state() {
        return "refused";
    }

    @Override
    public boolean recovered(Interval effect) {
        return well();
    }

    @Override
    public Map<String, Measurement> measures(Interval effect, long end) {
        return Map.of(
                "recovery",
                well()
                        ? Measurement.of(new Interval(cluster.outage.toNanos(), cluster.outage.toNanos() + 20_000_000))
                        : Measurement.lastingAtLeast(end - effect.upper()));
    }

    @Override
    public List<Gap> gaps(long end) {
        return List.of();
    }
}
