package dev.lacuna.experiments.kubernetes.api;

import com.google.gson.JsonObject;
import dev.lacuna.engine.time.Loop;
import java.io.EOFException;
import java.io.IOException;
import java.util.Optional;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Response;
import okio.BufferedSource;

/** One watch request: reads its lines on a thread of the network and hands them to the loop, each with the time of its first byte. */
final class WatchStream implements Callback {
    /** etcd takes objects up to 1.5 MiB; as JSON with managed fields they stay far below this. */
    private static final long LONGEST_LINE = 32L << 20;

    private final Loop loop;
    private final Sink sink;

    /** Hears of the stream on the loop: at most one opened, then lines, then exactly one ended. */
    interface Sink {
        void opened(WatchStream stream, long at);

        void line(WatchStream stream, JsonObject event, long at);

        void ended(WatchStream stream, End end);
    }

    /** Why it ended. */
    enum Kind {
        /** The server ended it as it said it would. */
        CLEAN,
        LOST,
        /** The resource version is too old. */
        GONE,
        REFUSED,
        MALFORMED
    }

    record End(Kind kind, String words, long at) {}

    WatchStream(Loop loop, Sink sink) {
        this.loop = loop;
        this.sink = sink;
    }

    @Override
    public void onFailure(Call call, IOException failure) {
        end(Kind.LOST, Failures.why(failure).words() + " (" + Failures.detail(failure) + ")");
    }

    @Override
    public void onResponse(Call call, Response response) {
        try (response) {
            if (response.code() == 200) {
                long at = loop.now();
                loop.post(() -> sink.opened(this, at));
                readLines(response.body().source());
            } else {
                String said = PendingCall.text(response);
                String message = JsonText.object(said)
                        .flatMap(status -> JsonText.of(status, "message"))
                        .orElse(said);
                end(
                        response.code() == 410 ? Kind.GONE : Kind.REFUSED,
                        "status %d: %s".formatted(response.code(), message.strip()));
            }
        } catch (IOException e) {
            end(Kind.LOST, Failures.why(e).words() + " (" + Failures.detail(e) + ")");
        }
    }

    private void readLines(BufferedSource source) throws IOException {
        while (!source.exhausted()) {
            long at = loop.now();
            String line = line(source);
            Optional<JsonObject> event = JsonText.object(line);
            if (event.isEmpty()) {
                end(
                        Kind.MALFORMED,
                        "a line that is no JSON object: " + (line.length() > 80 ? line.substring(0, 80) + "…" : line));
                return;
            }
            loop.post(() -> sink.line(this, event.get(), at));
        }
        end(Kind.CLEAN, "the server ended the watch");
    }

    private static String line(BufferedSource source) throws IOException {
        try {
            return source.readUtf8LineStrict(LONGEST_LINE);
        } catch (EOFException e) {
            throw new EOFException("the stream ended within a line");
        }
    }

    private void end(Kind kind, String words) {
        long at = loop.now();
        loop.post(() -> sink.ended(this, new End(kind, words, at)));
    }
}
