package dev.lacuna.experiments.kubernetes.api;

import com.google.gson.JsonObject;
import dev.lacuna.engine.time.Interval;
import dev.lacuna.engine.time.Loop;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * Sees every change of the objects of a list, and knows when it doesn't: a list, then a watch from there, over and over until it is closed.
 *
 * <p>It survives lost connections, servers that hang (HTTP/2 pings, and a limit for silence), resource versions that are too old (410: a new
 * list, compared with what was known) and lines that are no JSON. Between tries it waits 50 ms, twice as long each time, up to 1 s. Each stretch in which it
 * saw nothing is a {@link WatchGap}.
 *
 * <p>Belongs to the loop: made, started and closed there, and the listener is called there.
 */
public final class ResourceWatch implements AutoCloseable {
    private static final int BAD_LINES_UNTIL_NEW_LIST = 3;

    private final ApiEndpoint endpoint;
    private final ApiQuery query;
    private final WatchPolicy policy;
    private final WatchListener listener;
    private final Loop loop;
    private final OkHttpClient client;
    private final WatchStream.Sink sink = new Stream();
    private final Map<String, JsonObject> known = new LinkedHashMap<>();

    private @Nullable Call call;
    private @Nullable WatchStream stream;
    private @Nullable String version;
    private @Nullable Lost lost;
    private Loop.@Nullable Timer timer;
    private Duration pause = WatchPolicy.SHORTEST_PAUSE;
    private long lastHeard;
    private boolean opened;
    private int badLines;
    private boolean closed;

    private record Lost(Interval began, String reason) {}

    /**
     * Makes a watch that does nothing until it is started.
     *
     * @param query path of the list, with fieldSelector and labelSelector where only a part is wanted
     */
    public ResourceWatch(ApiEndpoint endpoint, ApiQuery query, WatchPolicy policy, WatchListener listener) {
        this.endpoint = endpoint;
        this.query = query;
        this.policy = policy;
        this.listener = listener;
        loop = endpoint.loop();
        client = endpoint.streaming();
    }

    /** Lists and watches from now on. */
    public void start() {
        loop.post(this::list);
    }

    /** Ends it at once: the listener hears nothing more. */
    @Override
    public void close() {
        closed = true;
        drop();
    }

    private void list() {
        if (closed) {
            return;
        }
        ApiRequest request = ApiRequest.get(query.toString());
        // Handled in a task of its own: what a listener throws must end the run, and a future would keep it to itself.
        var unused = endpoint.attempt(request, policy.answer()).thenAccept(outcome -> loop.post(() -> listed(outcome)));
    }

    private void listed(ApiOutcome outcome) {
        if (closed) {
            return;
        }
        if (outcome instanceof Answered answered && answered.reply().ok()) {
            take(answered.reply());
        } else {
            trouble(failure(outcome));
            again(this::list);
        }
    }

    private static String failure(ApiOutcome outcome) {
        try {
            outcome.orThrow();
            return outcome.words();
        } catch (ApiException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private void take(ApiReply reply) {
        Optional<String> listed = JsonText.of(reply.body(), "metadata", "resourceVersion");
        if (listed.isEmpty()
                || !reply.body().has("items")
                || !reply.body().get("items").isJsonArray()) {
            trouble("list %s at %s: not a list of Kubernetes: it has no items or no resourceVersion"
                    .formatted(query, endpoint.words()));
            again(this::list);
            return;
        }
        endGap(reply.answered(), true);
        lastHeard = reply.answered();
        version = listed.get();
        badLines = 0;
        new ListedObjects(reply, known).deliver(listener);
        listener.onListed(reply.answered());
        watch();
    }

    private void watch() {
        if (closed) {
            return;
        }
        ApiQuery watch = query.with("watch", "1")
                .with("allowWatchBookmarks", "true")
                .with("timeoutSeconds", Long.toString(policy.length().toSeconds()))
                .with("resourceVersion", Optional.ofNullable(version));
        var next = new WatchStream(loop, sink);
        Call opening = client.newCall(new Request.Builder()
                .url(endpoint.url(watch.toString()))
                .header("Accept", "application/json")
                .header("User-Agent", "lacuna")
                .build());
        stream = next;
        call = opening;
        opened = false;
        timer = loop.after(
                policy.answer(),
                () -> give(
                        next,
                        "no answer to the watch within %d ms"
                                .formatted(policy.answer().toMillis())));
        opening.enqueue(next);
    }

    private void give(WatchStream silent, String why) {
        if (silent == stream) {
            lose(new WatchStream.End(WatchStream.Kind.LOST, why, loop.now()));
        }
    }

    private void watchSilence(WatchStream open) {
        timer = loop.at(lastHeard + policy.silence().toNanos(), () -> {
            if (open != stream) {
                return;
            }
            if (loop.now() - lastHeard >= policy.silence().toNanos()) {
                give(open, "not a byte for %d ms".formatted(policy.silence().toMillis()));
            } else {
                watchSilence(open);
            }
        });
    }

    private void lose(WatchStream.End end) {
        drop();
        boolean clean = end.kind() == WatchStream.Kind.CLEAN;
        if (lost == null) {
            long alive = clean ? end.at() : Math.min(lastHeard, end.at());
            lost = new Lost(new Interval(alive, end.at()), end.words());
        }
        if (!clean) {
            trouble("watch %s at %s: %s".formatted(query, endpoint.words(), end.words()));
        }
        badLines = end.kind() == WatchStream.Kind.MALFORMED ? badLines + 1 : badLines;
        boolean fromStart =
                end.kind() == WatchStream.Kind.GONE || badLines >= BAD_LINES_UNTIL_NEW_LIST || version == null;
        again(fromStart ? this::list : this::watch);
    }

    private void again(Runnable next) {
        timer = loop.after(pause, next);
        Duration twice = pause.multipliedBy(2);
        pause = twice.compareTo(WatchPolicy.LONGEST_PAUSE) > 0 ? WatchPolicy.LONGEST_PAUSE : twice;
    }

    private void drop() {
        stream = null;
        if (call != null) {
            call.cancel();
        }
        if (timer != null) {
            timer.cancel();
        }
    }

    private void endGap(long at, boolean mayMiss) {
        if (lost != null) {
            listener.onGap(new WatchGap(lost.began, at, mayMiss, lost.reason));
            lost = null;
        }
    }

    private void trouble(String words) {
        listener.onTrouble(words);
    }

    /** What the open stream says, on the loop; what an abandoned one still says is let go. */
    private final class Stream implements WatchStream.Sink {

        @Override
        public void opened(WatchStream from, long at) {
            if (from != stream) {
                return;
            }
            opened = true;
            lastHeard = at;
            if (timer != null) {
                timer.cancel();
            }
            watchSilence(from);
            endGap(at, false);
        }

        @Override
        public void line(WatchStream from, JsonObject event, long at) {
            if (from != stream) {
                return;
            }
            lastHeard = at;
            String type = JsonText.of(event, "type").orElse("");
            if (type.equals("ERROR")) {
                lose(error(event, at));
            } else if (event.has("object") && event.get("object").isJsonObject()) {
                pause = WatchPolicy.SHORTEST_PAUSE;
                accept(type, event.getAsJsonObject("object"), at);
            } else {
                lose(new WatchStream.End(WatchStream.Kind.MALFORMED, "an event without an object", at));
            }
        }

        private WatchStream.End error(JsonObject event, long at) {
            boolean gone = JsonText.of(event, "object", "code").orElse("").equals("410");
            String message = JsonText.of(event, "object", "message").orElse(event.toString());
            return new WatchStream.End(gone ? WatchStream.Kind.GONE : WatchStream.Kind.REFUSED, message, at);
        }

        private void accept(String type, JsonObject object, long at) {
            JsonText.of(object, "metadata", "resourceVersion").ifPresent(now -> version = now);
            badLines = 0;
            String key = ListedObjects.key(object);
            switch (type) {
                case "ADDED", "MODIFIED" -> {
                    known.put(key, object);
                    listener.onSeen(new Seen(Seen.Type.valueOf(type), object, at));
                }
                case "DELETED" -> {
                    known.remove(key);
                    listener.onSeen(new Seen(Seen.Type.DELETED, object, at));
                }
                default -> {
                    // A bookmark, or a type of the future: it has moved the version on, and that is all.
                }
            }
        }

        @Override
        public void ended(WatchStream from, WatchStream.End end) {
            if (from != stream) {
                return;
            }
            if (end.kind() == WatchStream.Kind.CLEAN
                    && opened
                    && end.at() - lastHeard >= WatchPolicy.LONGEST_PAUSE.toNanos()) {
                pause = WatchPolicy.SHORTEST_PAUSE;
            }
            lose(end);
        }
    }
}
