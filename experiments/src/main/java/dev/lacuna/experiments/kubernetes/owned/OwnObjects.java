package dev.lacuna.experiments.kubernetes.owned;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.kubernetes.api.Answered;
import dev.lacuna.experiments.kubernetes.api.ApiOutcome;
import dev.lacuna.experiments.kubernetes.api.ApiQuery;
import dev.lacuna.experiments.kubernetes.api.ApiReply;
import dev.lacuna.experiments.kubernetes.api.ApiRequest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * Makes, reads and removes a run's own objects, so that the loss of one API server keeps it from nothing. These are the only changes that may be sent more than
 * once, each through another server: an object is made once, since its name is of this run alone; to remove it twice changes nothing; and a change says from
 * what it changes. Used on the loop.
 */
public final class OwnObjects {
    private static final String RUN = "lacuna.dev/run";
    private static final Duration CALL = Duration.ofSeconds(2);

    private final Ways ways;
    private final String runId;
    private final String namespace;
    private final Duration call;
    private int made;

    /** @param runId lower-case letters, digits and hyphens: it becomes a part of names */
    public OwnObjects(Ways ways, String runId, String namespace) {
        this(ways, runId, namespace, CALL);
    }

    /** @param call after which an attempt to make, change or delete something is given up */
    OwnObjects(Ways ways, String runId, String namespace, Duration call) {
        this.ways = ways;
        this.namespace = namespace;
        this.runId = runId;
        this.call = call;
    }

    public Loop loop() {
        return ways.loop();
    }

    /** Reads some of the run's own objects, consistently. The future never fails. */
    public CompletableFuture<ApiOutcome> read(ApiQuery objects, Duration limit) {
        return ways.send(ApiRequest.get(objects.toString()), limit);
    }

    /** A name that no other object of this run has. */
    public String name(String purpose) {
        made++;
        return "lacuna-%s-%s-%d".formatted(purpose, runId, made);
    }

    /** An object with nothing but its head. */
    public JsonObject object(String apiVersion, String kind, String name, Map<String, String> moreLabels) {
        return Tree.of(
                "apiVersion",
                apiVersion,
                "kind",
                kind,
                "metadata",
                Tree.of("name", name, "labels", Tree.of(labels(moreLabels))));
    }

    /** What all objects of this run carry, and these besides. */
    public Map<String, String> labels(Map<String, String> more) {
        Map<String, String> labels = new LinkedHashMap<>(more);
        labels.put("app.kubernetes.io/name", "lacuna");
        labels.put(RUN, runId);
        return labels;
    }

    /** The objects of this run with these labels. */
    public ApiQuery selected(String apiVersion, String resource, Map<String, String> moreLabels) {
        var selector = labels(moreLabels).entrySet().stream()
                .map(label -> label.getKey() + "=" + label.getValue())
                .collect(Collectors.joining(","));
        return collection(apiVersion, resource).with("labelSelector", selector);
    }

    public ApiQuery collection(String apiVersion, String resource) {
        return ApiQuery.collection(apiVersion, Optional.of(namespace), resource);
    }

    /** Creates an object, and before that its namespace if there is none. Fails with an {@code ApiException}. */
    public CompletableFuture<ApiReply> create(String resource, JsonObject object) {
        var request = ApiRequest.post(
                collection(object.get("apiVersion").getAsString(), resource).toString(), object);
        return ways.send(request, call)
                .thenCompose(outcome -> {
                    if (status(outcome) != 404) {
                        return CompletableFuture.completedFuture(outcome);
                    }
                    // Refused before anything was done, so it may be sent again.
                    return createNamespace().thenCompose(unused -> ways.send(request, call));
                })
                .thenApply(OwnObjects::created);
    }

    /** Nobody else makes an object of this name: one that is there already was made by the same request on another way. */
    private static ApiReply created(ApiOutcome outcome) {
        return outcome instanceof Answered answered
                        && answered.reply().status() == 409
                        && answered.reply().reason().equals("AlreadyExists")
                ? answered.reply()
                : outcome.orThrow();
    }

    private CompletableFuture<ApiOutcome> createNamespace() {
        var body = Tree.of(
                "apiVersion",
                "v1",
                "kind",
                "Namespace",
                "metadata",
                Tree.of("name", namespace, "labels", Tree.of("app.kubernetes.io/name", "lacuna")));
        return ways.send(ApiRequest.post("/api/v1/namespaces", body), call);
    }

    /**
     * Completes when all that was sent has been answered, and what was not answered can't be carried out any more. Whoever looks for what is left of a run has to
     * wait for this: a creation that comes after the look would stay.
     */
    public CompletableFuture<Void> quiet() {
        return ways.quiet();
    }

    private static int status(ApiOutcome outcome) {
        return outcome instanceof Answered answered ? answered.reply().status() : 0;
    }

    /** Changes what {@code change} names, in whatever state the object is: for what may arrive late or twice without harm. */
    public CompletableFuture<ApiOutcome> merge(ApiQuery object, JsonElement change) {
        return ways.send(ApiRequest.patch(object.toString(), change, ApiRequest.MERGE_PATCH), call);
    }

    /** Changes one value if it is still {@code was}; else the answer is a 422. */
    public CompletableFuture<ApiOutcome> replace(ApiQuery object, String pointer, JsonElement was, JsonElement value) {
        var steps = Tree.list(
                Tree.of("op", "test", "path", pointer, "value", was),
                Tree.of("op", "replace", "path", pointer, "value", value));
        return ways.send(ApiRequest.patch(object.toString(), steps, ApiRequest.JSON_PATCH), call);
    }

    /** Deletes an object, or all that a selection finds, at once. What can't be deleted now is left to who removes all objects of the run. */
    public CompletableFuture<ApiOutcome> delete(ApiQuery objects) {
        var options = Tree.of(
                "apiVersion",
                "v1",
                "kind",
                "DeleteOptions",
                "gracePeriodSeconds",
                new JsonPrimitive(0),
                "propagationPolicy",
                "Background");
        return ways.send(ApiRequest.delete(objects.toString(), options), call);
    }
}
