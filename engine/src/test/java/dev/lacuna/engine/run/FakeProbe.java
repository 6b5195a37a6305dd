package dev.lacuna.engine.run;

import dev.lacuna.engine.explanation.Milestone;
import dev.lacuna.engine.explanation.Span;
import dev.lacuna.engine.probe.Gap;
import dev.lacuna.engine.probe.Observation;
import dev.lacuna.engine.probe.Probe;
import dev.lacuna.engine.slo.Measurement;
import dev.lacuna.engine.slo.Unit;
import dev.lacuna.engine.time.Interval;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Is bad for two seconds after its site's fault took effect, or for ever. */
final class FakeProbe implements Probe {
    private static final long OUTAGE = Duration.ofSeconds(2).toNanos();
    private final String name;
    private final FakeSite site;
    private boolean over;
    private int samples;

    FakeProbe(String name, FakeSite site) {
        this.name = name;
        this.site = site;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void start(Consumer<Observation> observer) {
        if (site.sampling) {
            site.happening.ifPresent(observer);
            sample(observer);
        }
    }

    private void sample(Consumer<Observation> observer) {
        if (!over) {
            samples++;
            observer.accept(new Observation.Sampled(name, site.loop.now(), well(), ""));
            site.loop.after(Duration.ofMillis(100), () -> sample(observer));
        }
    }

    private boolean well() {
        long down = site.effect.map(effect -> site.loop.now() - effect).orElse(OUTAGE + 1);
        return site.effect.isEmpty() || (site.recovers && down > OUTAGE);
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
        return samples == 0 ? "no sample" : "no answer";
    }

    @Override
    public boolean recovered(Interval effect) {
        return well() && site.aware;
    }

    @Override
    public Map<String, Measurement> measures(Interval effect, long end) {
        if (!site.measurable) {
            throw new IllegalStateException("lower bound 2 is above upper bound 1");
        }
        if (!site.measuring) {
            return Map.of();
        }
        return Map.of(
                "recovery",
                site.recovers
                        ? new Measurement(1.9, 2.1, Unit.SECONDS)
                        : Measurement.lastingAtLeast(end - effect.upper()));
    }

    @Override
    public List<Milestone> milestones(Interval effect) {
        return List.of(new Milestone("boss", effect.plus(1_400_000_000L), "waiting", "seen at once"));
    }

    @Override
    public List<Span> spans(Interval effect) {
        return site.recovers
                ? List.of(new Span(
                        "recovery",
                        Set.of("boss"),
                        effect,
                        new Interval(effect.upper() + 1_900_000_000L, effect.lower() + 2_100_000_000L),
                        List.of(),
                        "beginning",
                        "first good answer"))
                : List.of();
    }

    @Override
    public List<Gap> gaps(long end) {
        return site.effect
                .map(effect -> List.of(new Gap(
                        Interval.exactly(effect),
                        Interval.exactly(Math.min(end, effect + OUTAGE)),
                        !site.recovers,
                        "refused")))
                .orElse(List.of());
    }
}
