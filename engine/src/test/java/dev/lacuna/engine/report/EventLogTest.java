package dev.lacuna.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lacuna.engine.event.Event;
import dev.lacuna.engine.event.EventStream;
import dev.lacuna.engine.probe.Observation;
import dev.lacuna.engine.time.VirtualLoop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EventLogTest {
    @TempDir
    Path folder;

    private final VirtualLoop loop = new VirtualLoop(17, Instant.parse("2026-05-06T07:08:09Z"));
    private final EventStream stream = new EventStream(loop);
    private final List<String> warnings = new ArrayList<>();
    private Path file = Path.of("");

    @BeforeEach
    void place() {
        file = folder.resolve("events.jsonl");
    }

    @Test
    void samples_are_on_disk_a_second_later_together() throws IOException {
        try (var log = new EventLog(file, loop, warnings::add)) {
            stream.subscribe(log);
            sample();
            loop.sleep(Duration.ofMillis(300));
            sample();

            assertThat(lines()).isEmpty();
            loop.sleep(Duration.ofMillis(701));
            assertThat(lines()).hasSize(2);
        }
    }

    @Test
    void what_is_no_sample_is_on_disk_at_once_after_the_samples_before_it() throws IOException {
        try (var log = new EventLog(file, loop, warnings::add)) {
            stream.subscribe(log);
            sample();
            stream.publish(new Event.Warned("look"));

            assertThat(lines()).hasSize(2).last().asString().contains("\"text\":\"look\"");
        }
    }

    @Test
    void closing_writes_what_was_waiting_and_late_timers_find_nothing() throws IOException {
        var log = new EventLog(file, loop, warnings::add);
        stream.subscribe(log);
        sample();
        log.close();
        loop.sleep(Duration.ofSeconds(5));

        assertThat(lines()).hasSize(1);
        assertThat(warnings).isEmpty();
    }

    private void sample() {
        stream.publish(new Event.Observed(1, new Observation.Sampled("api", loop.now(), true, "")));
    }

    private List<String> lines() throws IOException {
        return Files.readAllLines(file);
    }
}
