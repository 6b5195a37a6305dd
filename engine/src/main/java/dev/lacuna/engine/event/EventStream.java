package dev.lacuna.engine.event;

import dev.lacuna.engine.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A run's events, in order, to all readers. Safe to publish to from any thread. */
public final class EventStream {
    private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);
    private final Clock clock;
    private final List<Reader> readers = new CopyOnWriteArrayList<>();
    private long sequence;

    public EventStream(Clock clock) {
        this.clock = clock;
    }

    /** Takes each event, one at a time. */
    public interface Reader {
        void read(Entry entry);
    }

    /** An event, its number from 1, and when it was published. */
    public record Entry(long sequence, long at, Instant wall, Event event) {}

    public void subscribe(Reader reader) {
        readers.add(reader);
    }

    public synchronized void publish(Event event) {
        var entry = new Entry(++sequence, clock.now(), clock.wall(), event);
        for (Reader reader : readers) {
            if (!taken(reader, entry)) {
                drop(reader);
            }
        }
    }

    private void drop(Reader reader) {
        readers.remove(reader);
    }

    private static boolean taken(Reader reader, Entry entry) {
        try {
            reader.read(entry);
            return true;
        } catch (RuntimeException e) {
            LOG.atWarn()
                    .addKeyValue("reader", reader.getClass().getName())
                    .setCause(e)
                    .log("a reader of the event stream failed and is dropped");
            return false;
        }
    }
}
