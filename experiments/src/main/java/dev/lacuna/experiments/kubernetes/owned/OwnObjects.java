package dev.lacuna.experiments.kubernetes.owned;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.lacuna.experiments.kubernetes.api.Answered;
import dev.lacuna.experiments.kubernetes.api.ApiEndpoint;
import dev.lacuna.experiments.kubernetes.api.ApiOutcome;
import dev.lacuna.experiments.kubernetes.api.ApiQuery;
import dev.lacuna.experiments.kubernetes.api.ApiReply;
import dev.lacuna.experiments.kubernetes.api.ApiRequest;
import dev.lacuna.experiments.kubernetes.api.Unanswered;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** Makes and removes a run's own objects. Each call is sent once; only the namespace is made when it turns out to be missing. Used on the loop. */
public final class OwnObjects {
    private static final String RUN = "lacuna.dev/run";
    private static final Duration CALL = Duration.ofSeconds(2);

    /**
     * For so long a creation that nobody answered may still be carried out: the API server gives it up with its connection, and etcd gives a proposal up after
     * 7 s (etcd-io/etcd server/config, ReqTimeout: 5 s and two election timeouts), which a change of leaders may have gone before.
     */
    private static final Duration LATE = Duration.ofSeconds(15);

    private final ApiEndpoint endpoint;
    private final String runId;
    private final String namespace;
    private final Duration late;
    private final Set<CompletableFuture<ApiOutcome>> onTheirWay = new HashSet<>();
    private long lateUntil = Long.MIN_VALUE;
    private int made;

    /** @param runId lower-case letters, digits and hyphens: it becomes a part of names */
    public OwnObjects(ApiEndpoint endpoint, String runId, String namespace) {
        this(endpoint, runId, namespace, LATE);
    }

    /** @param late how long after it was given up a creation may still be carried out */
    OwnObjects(ApiEndpoint endpoint, String runId, String namespace, Duration late) {
        this.endpoint = endpoint;
        this.namespace = namespace;
        this.runId = runId;
        this.late = late;
    }

    public ApiEndpoint endpoint() {
        return endpoint;
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
        return creation(request)
                .thenCompose(outcome -> {
                    if (status(outcome) != 404) {
                        return CompletableFuture.completedFuture(outcome);
                    }
                    // Refused before anything was done, so it may be sent again.
                    return createNamespace().thenCompose(unused -> creation(request));
                })
                .thenApply(ApiOutcome::orThrow);
    }

    private CompletableFuture<ApiOutcome> creation(ApiRequest request) {
        return change(request).thenApply(outcome -> {
            if (outcome instanceof Unanswered lost && lost.mayHaveArrived()) {
                lateUntil = Math.max(lateUntil, lost.noticed() + late.toNanos());
            }
            return outcome;
        });
    }

    private CompletableFuture<ApiOutcome> change(ApiRequest request) {
        var answer = endpoint.attempt(request, CALL);
        onTheirWay.add(answer);
        return answer.thenApply(outcome -> {
            onTheirWay.remove(answer);
            return outcome;
        });
    }

    /**
     * Completes when all that was sent has been answered, and what was not answered can't be carried out any more. Whoever looks for what is left of a run has to
     * wait for this: a creation that comes after the look would stay.
     */
    public CompletableFuture<Void> quiet() {
        var quiet = new CompletableFuture<Void>();
        whenQuiet(quiet);
        return quiet;
    }

    /** Looks again after each answer: it may be followed by another call, as a path that is closed while its object is created deletes it then. */
    private void whenQuiet(CompletableFuture<Void> quiet) {
        var loop = endpoint.loop();
        if (!onTheirWay.isEmpty()) {
            var unused = CompletableFuture.allOf(onTheirWay.toArray(CompletableFuture<?>[]::new))
                    .whenComplete((all, failure) -> loop.post(() -> whenQuiet(quiet)));
        } else if (loop.now() < lateUntil) {
            loop.at(lateUntil, () -> whenQuiet(quiet));
        } else {
            quiet.complete(null);
        }
    }

    private CompletableFuture<ApiOutcome> createNamespace() {
        var body = Tree.of(
                "apiVersion",
                "v1",
                "kind",
                "Namespace",
                "metadata",
                Tree.of("name", namespace, "labels", Tree.of("app.kubernetes.io/name", "lacuna")));
        return endpoint.attempt(ApiRequest.post("/api/v1/namespaces", body), CALL);
    }

    private static int status(ApiOutcome outcome) {
        return outcome instanceof Answered answered ? answered.reply().status() : 0;
    }

    public CompletableFuture<ApiOutcome> patch(ApiQuery object, JsonElement change) {
        return endpoint.attempt(ApiRequest.patch(object.toString(), change, ApiRequest.MERGE_PATCH), CALL);
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
        return change(ApiRequest.delete(objects.toString(), options));
    }
}
