package dev.lacuna.engine.report;

import dev.lacuna.engine.event.EventStream;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * {@code events.jsonl}: the whole stream, written as it happens, so that it is there after a crash too.
 *
 * <p>When it can't be written (a full disk), that is told once and nothing more is written: measuring and healing matter more than this file.
 */
public final class EventLog implements EventStream.Reader, AutoCloseable {
    private final Path file;
    private final Consumer<String> warn;
    private @Nullable Writer out;
    private long start = Long.MIN_VALUE;

    /**
     * A log that is written from now on.
     *
     * @param warn told at most once, and while an event is being published: it must not publish another one
     */
    public EventLog(Path file, Consumer<String> warn) {
        this.file = file;
        this.warn = warn;
        try {
            out = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            giveUp(e);
        }
    }

    @Override
    public synchronized void read(EventStream.Entry entry) {
        if (start == Long.MIN_VALUE) {
            start = entry.at();
        }
        if (out != null) {
            var line = EventJson.line(entry, start);
            try {
                out.write(line);
                out.write('\n');
                out.flush();
            } catch (IOException e) {
                giveUp(e);
            }
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
        if (out != null) {
            try {
                out.close();
            } catch (IOException e) {
                giveUp(e);
            }
        }
    }
}
