package dev.lacuna.runner.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lacuna.engine.event.Event;
import dev.lacuna.engine.event.EventStream;
import dev.lacuna.engine.probe.Observation;
import dev.lacuna.engine.time.Interval;
import dev.lacuna.engine.time.VirtualLoop;
import dev.lacuna.runner.command.FakeTerminal;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class LiveViewTest {
    private final VirtualLoop loop = new VirtualLoop(71, Instant.parse("2026-03-04T05:06:07Z"));
    private final FakeTerminal terminal = new FakeTerminal();
    private final EventStream events = new EventStream(loop);

    private String shownIn(Duration time) {
        int before = terminal.written().length();
        loop.sleep(time);
        return terminal.written().substring(before);
    }

    @Test
    void gap_grows_while_its_probe_samples_and_is_gone_with_the_trial() {
        try (var view = new LiveView(terminal, false, loop)) {
            events.subscribe(view);
            events.publish(new Event.TrialBegan(1));
            events.publish(new Event.Observed(1, new Observation.Sampled("api", loop.now(), false, "refused")));
            events.publish(new Event.Observed(
                    1, new Observation.GapBegan("api", new Interval(loop.now(), loop.now()), "refused")));

            assertThat(shownIn(Duration.ofSeconds(3))).contains("  api  # gap 1.0 s", "  api  # gap 2.0 s");
            events.publish(new Event.TrialEnded(1, "ABORTED", "SIGINT"));
            shownIn(Duration.ofMillis(300));

            assertThat(shownIn(Duration.ofSeconds(3))).contains("starting").doesNotContain("api", "gap");
        }
    }
}
