package dev.lacuna.engine.run;

import dev.lacuna.engine.scenario.Safeguards.AbortWhen;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.engine.time.StopSignal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Ends a trial when a probe has been bad for longer than the scenario allows. Lives on the loop. */
final class AbortWatch {
    private static final Duration LOOK = Duration.ofMillis(500);
    private final Probes probes;
    private final Map<String, Duration> limits;
    private final StopSignal signal;
    private final Loop loop;
    private boolean over;

    AbortWatch(Probes probes, List<AbortWhen> conditions, StopSignal signal, Loop loop) {
        this.probes = probes;
        this.limits = conditions.stream()
                .collect(Collectors.toMap(AbortWhen::probe, AbortWhen::downFor, (a, b) -> a.compareTo(b) < 0 ? a : b));
        this.signal = signal;
        this.loop = loop;
    }

    void start() {
        if (!limits.isEmpty()) {
            loop.post(this::look);
        }
    }

    void stop() {
        loop.post(() -> over = true);
    }

    private void look() {
        if (over) {
            return;
        }
        for (String probe : probes.badFor(limits)) {
            signal.raise(
                    "abortWhen: probe `%s` was bad for %d s"
                            .formatted(
                                    probe,
                                    limits.getOrDefault(probe, Duration.ZERO).toSeconds()),
                    loop);
        }
        loop.after(LOOK, this::look);
    }
}
