package dev.lacuna.engine.report;

import dev.lacuna.engine.event.Event;
import dev.lacuna.engine.event.EventStream;
import dev.lacuna.engine.probe.Observation;
import dev.lacuna.engine.time.Loop;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * {@code events.jsonl}: the whole stream, written as it happens, so that it is there after a crash too. Samples, of which there may be hundreds a second,
 * are written together, at most {@link #SAMPLES_WITHIN} late; every other event is on its way at once, after those before it. Only whole lines are written.
 *
 * <p>When it can't be written (a full disk), that is told once and nothing more is written: measuring and healing matter more than this file.
 */
public final class EventLog implements EventStream.Reader, AutoCloseable {
    static final Duration SAMPLES_WITHIN = Duration.ofSeconds(1);

    private final Path file;
    private final Loop loop;
    private final Consumer<String> warn;
    private final StringBuilder waiting = new StringBuilder();
    private final SampleLines samples = new SampleLines();
    private @Nullable OutputStream out;
    private long start = Long.MIN_VALUE;

    /**
     * A log that is written from now on.
     *
     * @param warn told at most once, and while an event is being published: it must not publish another one
     */
    public EventLog(Path file, Loop loop, Consumer<String> warn) {
        this.file = file;
        this.loop = loop;
        this.warn = warn;
        try {
            out = Files.newOutputStream(file);
        } catch (IOException e) {
            giveUp(e);
        }
    }

    @Override
    public synchronized void read(EventStream.Entry entry) {
        if (start == Long.MIN_VALUE) {
            start = entry.at();
        }
        if (out == null) {
            return;
        }
        boolean first = waiting.isEmpty();
        if (entry.event() instanceof Event.Observed observed
                && observed.observation() instanceof Observation.Sampled sampled) {
            samples.append(waiting, entry, observed.trial(), sampled, start);
            waiting.append('\n');
            if (first) {
                loop.after(SAMPLES_WITHIN, this::flush);
            }
        } else {
            waiting.append(EventJson.line(entry, start)).append('\n');
            flush();
        }
    }

    private synchronized void flush() {
        if (out != null && !waiting.isEmpty()) {
            try {
                out.write(waiting.toString().getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                giveUp(e);
            }
            waiting.setLength(0);
        }
    }

    private void giveUp(IOException failure) {
        var writer = out;
        out = null;
        warn.accept(
                "cannot write " + file + ": " + failure + "; the events from here on are not kept, the run goes on");
        if (writer != null) {
            try {
                writer.close();
            } catch (IOException e) {
                failure.addSuppressed(e);
            }
        }
    }

    @Override
    public synchronized void close() {
        flush();
        if (out != null) {
            try {
                out.close();
            } catch (IOException e) {
                giveUp(e);
            }
        }
    }
}
