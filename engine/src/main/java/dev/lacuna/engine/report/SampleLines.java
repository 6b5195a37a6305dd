package dev.lacuna.engine.report;

import com.google.gson.stream.JsonWriter;
import dev.lacuna.engine.event.EventStream;
import dev.lacuna.engine.probe.Observation.Sampled;
import java.io.IOException;
import java.io.StringWriter;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Samples as {@link EventJson} has them, to the byte, at a fraction of its cost: nearly all lines of a log are samples, and most of what is in them was in an earlier
 * one too. For one thread at a time.
 */
final class SampleLines {
    /** Details of bad samples may be without end; of probes there are few. */
    private static final int MOST_KEPT = 1_000;

    private static final int MILLIS = 1_000_000;
    private final Map<String, String> quoted = new HashMap<>();
    private long second = Long.MIN_VALUE;
    private String wholeSeconds = "";

    /** @param start the monotonic moment from which moments are counted */
    void append(StringBuilder to, EventStream.Entry entry, int trial, Sampled sampled, long start) {
        to.append("{\"sequence\":").append(entry.sequence());
        to.append(",\"at\":");
        Seconds.append(to, entry.at() - start, RoundingMode.HALF_EVEN);
        to.append(",\"wall\":\"");
        wall(to, entry.wall());
        to.append("\",\"event\":\"Observed\",\"trial\":").append(trial);
        to.append(",\"kind\":\"Sampled\",\"probe\":").append(quoted(sampled.probe()));
        to.append(",\"due\":");
        Seconds.append(to, sampled.due() - start, RoundingMode.HALF_EVEN);
        to.append(",\"good\":").append(sampled.good());
        to.append(",\"detail\":").append(quoted(sampled.detail())).append('}');
    }

    private String quoted(String text) {
        var known = quoted.get(text);
        if (known != null) {
            return known;
        }
        if (quoted.size() >= MOST_KEPT) {
            quoted.clear();
        }
        var made = quote(text);
        quoted.put(text, made);
        return made;
    }

    private static String quote(String text) {
        var out = new StringWriter();
        try (var json = new JsonWriter(out)) {
            json.value(text);
        } catch (IOException e) {
            throw new IllegalStateException("a text in memory can't be written", e);
        }
        return out.toString();
    }

    /** As {@link Instant#toString}: no decimals, or three, six or nine. */
    private void wall(StringBuilder to, Instant wall) {
        if (wall.getEpochSecond() != second || wholeSeconds.isEmpty()) {
            second = wall.getEpochSecond();
            var text = Instant.ofEpochSecond(second).toString();
            wholeSeconds = text.substring(0, text.length() - 1);
        }
        to.append(wholeSeconds);
        int nanos = wall.getNano();
        if (nanos > 0) {
            to.append('.');
            int divisor = nanos % MILLIS == 0 ? MILLIS : nanos % 1_000 == 0 ? 1_000 : 1;
            Seconds.digits(to, nanos / divisor, 100_000_000 / divisor);
        }
        to.append('Z');
    }
}
