package dev.lacuna.experiments.kubernetes.api;

import static java.util.Objects.requireNonNull;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** The objects of a {@link FakeApiServer}, with resource versions and watches. Safe for all threads. */
public final class FakeObjects implements FakeAnswer {
    private final Map<String, JsonObject> objects = new TreeMap<>();
    private final TreeSet<String> collections = new TreeSet<>();
    private final List<Event> events = new ArrayList<>();
    private long revision = 1000;
    private long compacted;
    private int generation;
    private int begun;
    private boolean closed;

    private record Event(long revision, String collection, String type, JsonObject object) {}

    /** Makes a collection known by its path, such as {@code /api/v1/namespaces/demo/configmaps}; others are 404. */
    public synchronized FakeObjects collection(String path) {
        collections.add(path);
        return this;
    }

    /** Creates or replaces an object as somebody else would do it. */
    public synchronized JsonObject put(String collection, String name, Map<String, String> data) {
        var object = new JsonObject();
        var metadata = new JsonObject();
        metadata.addProperty("name", name);
        object.add("metadata", metadata);
        var values = new JsonObject();
        data.forEach(values::addProperty);
        object.add("data", values);
        return store(collection, object);
    }

    /** An object as it is now, a copy. */
    public synchronized Optional<JsonObject> find(String path) {
        return Optional.ofNullable(objects.get(path)).map(JsonObject::deepCopy);
    }

    /** Puts a whole object in the place of the one of its name, as somebody else would do it. */
    public synchronized void change(String collection, JsonObject object) {
        store(collection, object);
    }

    private JsonObject store(String collection, JsonObject object) {
        revision++;
        String key = collection + "/"
                + object.getAsJsonObject("metadata").get("name").getAsString();
        object.getAsJsonObject("metadata").addProperty("resourceVersion", Long.toString(revision));
        collections.add(collection);
        String type = objects.put(key, object) == null ? "ADDED" : "MODIFIED";
        events.add(new Event(revision, collection, type, object.deepCopy()));
        notifyAll();
        return object;
    }

    public synchronized void remove(String collection, String name) {
        revision++;
        JsonObject gone = requireNonNull(objects.remove(collection + "/" + name), name);
        events.add(new Event(revision, collection, "DELETED", gone.deepCopy()));
        notifyAll();
    }

    /** Forgets the past: a watch from before now gets 410. */
    public synchronized void compact() {
        compacted = revision;
    }

    /** Ends all open watches as a server does when their time is over. */
    public synchronized void endWatches() {
        generation++;
        notifyAll();
    }

    synchronized void close() {
        closed = true;
        notifyAll();
    }

    @Override
    public void answer(FakeExchange exchange) throws IOException, InterruptedException {
        FakeRequest request = exchange.request();
        String path = request.path().replaceAll("\\?.*", "");
        if (request.method().equals("GET") && request.path().contains("watch=1")) {
            watch(exchange, path);
            return;
        }
        Reply reply = reply(request, path);
        exchange.reply(reply.code, reply.body.toString(), Map.of());
    }

    private record Reply(int code, JsonObject body) {}

    private synchronized Reply reply(FakeRequest request, String path) {
        boolean collection = collections.contains(path);
        if (!collection && !collections.contains(parent(path))) {
            return failure(404, "NotFound", "the server could not find the requested resource");
        }
        return switch (request.method()) {
            case "GET" -> collection ? new Reply(200, list(path)) : found(path);
            case "POST" -> create(path, JsonParser.parseString(request.body()).getAsJsonObject());
            case "PUT" -> replace(path, JsonParser.parseString(request.body()).getAsJsonObject());
            case "DELETE" -> delete(path);
            default -> failure(405, "MethodNotAllowed", request.method());
        };
    }

    private static Reply failure(int code, String reason, String message) {
        return new Reply(code, FakeApiServer.status(code, reason, message));
    }

    private static String parent(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }

    private Reply found(String path) {
        return Optional.ofNullable(objects.get(path))
                .map(object -> new Reply(200, object))
                .orElseGet(() -> failure(404, "NotFound", path));
    }

    private JsonObject list(String path) {
        var list = new JsonObject();
        list.addProperty("kind", "ConfigMapList");
        list.addProperty("apiVersion", "v1");
        list.addProperty("aFieldOfTheFuture", "ignored");
        var metadata = new JsonObject();
        metadata.addProperty("resourceVersion", Long.toString(revision));
        list.add("metadata", metadata);
        var items = new JsonArray();
        objects.forEach((key, object) -> {
            if (parent(key).equals(path)) {
                items.add(object.deepCopy());
            }
        });
        list.add("items", items);
        return list;
    }

    private Reply create(String path, JsonObject body) {
        String key = path + "/" + body.getAsJsonObject("metadata").get("name").getAsString();
        return objects.containsKey(key) ? failure(409, "AlreadyExists", key) : new Reply(201, store(path, body));
    }

    private Reply replace(String path, JsonObject body) {
        JsonObject old = objects.get(path);
        if (old == null) {
            return failure(404, "NotFound", path);
        }
        String expected = JsonText.of(body, "metadata", "resourceVersion").orElse("");
        boolean stale = !expected.isEmpty()
                && !expected.equals(
                        JsonText.of(old, "metadata", "resourceVersion").orElse(""));
        return stale
                ? failure(409, "Conflict", "the object has been modified")
                : new Reply(200, store(parent(path), body));
    }

    private Reply delete(String path) {
        JsonObject old = objects.get(path);
        if (old == null) {
            return failure(404, "NotFound", path);
        }
        remove(parent(path), path.substring(path.lastIndexOf('/') + 1));
        return new Reply(200, old);
    }

    private void watch(FakeExchange exchange, String collection) throws IOException, InterruptedException {
        exchange.beginChunks();
        long seen = Long.parseLong(exchange.request().path().replaceAll(".*resourceVersion=(\\d+).*", "$1"));
        int born = begin();
        if (tooOld(seen)) {
            exchange.chunk(event("ERROR", FakeApiServer.status(410, "Expired", "too old resource version: " + seen)));
            exchange.endChunks();
            return;
        }
        for (List<Event> news = after(seen, collection, born); !news.isEmpty(); news = after(seen, collection, born)) {
            for (Event next : news) {
                exchange.chunk(event(next.type, next.object));
                seen = next.revision;
            }
        }
        exchange.endChunks();
    }

    private synchronized int begin() {
        begun++;
        return generation;
    }

    /** How many watches have begun so far: from then on they see every change, and {@link #endWatches} ends them. */
    public synchronized int watchesBegun() {
        return begun;
    }

    private synchronized boolean tooOld(long seen) {
        return seen < compacted;
    }

    /** Waits for news; none are there when the watch is to end. */
    private synchronized List<Event> after(long seen, String collection, int born) throws InterruptedException {
        while (!closed && generation == born) {
            List<Event> news = events.stream()
                    .filter(event -> event.revision > seen && event.collection.equals(collection))
                    .toList();
            if (!news.isEmpty()) {
                return news;
            }
            wait();
        }
        return List.of();
    }

    private static String event(String type, JsonObject object) {
        var event = new JsonObject();
        event.addProperty("type", type);
        event.add("object", object);
        return event + "\n";
    }
}
