package dev.lacuna.experiments.kubernetes.path;

import dev.lacuna.engine.time.Answers;
import dev.lacuna.experiments.controlplane.RequestPath;
import dev.lacuna.experiments.kubernetes.api.Answered;
import dev.lacuna.experiments.kubernetes.api.ApiEndpoint;
import dev.lacuna.experiments.kubernetes.api.ApiException;
import dev.lacuna.experiments.kubernetes.api.ApiOutcome;
import dev.lacuna.experiments.kubernetes.api.ApiRequest;
import dev.lacuna.experiments.kubernetes.api.Unanswered;
import dev.lacuna.experiments.kubernetes.owned.OwnObjects;
import dev.lacuna.experiments.kubernetes.owned.Tree;
import dev.lacuna.experiments.probe.Linked;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Requests to the Kubernetes API. Writes go to a ConfigMap of this path alone, which is made with the path and removed with it. */
final class ApiPath implements RequestPath {
    private static final ApiRequest READYZ = ApiRequest.get("/readyz");

    /** An object that every cluster has. Without a resource version a read of one object is answered from etcd. */
    private static final ApiRequest READ = ApiRequest.get("/api/v1/namespaces/kube-system");

    private final ApiEndpoint endpoint;
    private final RequestPath.Request request;
    private final OwnObjects objects;
    private final String name;
    private CompletableFuture<Void> written = new CompletableFuture<>();
    private boolean closed;
    private int writes;

    ApiPath(ApiEndpoint endpoint, RequestPath.Request request, OwnObjects objects) {
        this.endpoint = endpoint;
        this.request = request;
        this.objects = objects;
        this.name = objects.name("path");
        if (request == Request.WRITE) {
            create();
        }
    }

    /** The name is this path's alone: if it is there already, a creation that nobody answered was carried out all the same. */
    private void create() {
        written = objects.create("configmaps", objects.object("v1", "ConfigMap", name, Map.of()))
                .handle((reply, failure) -> {
                    if (failure != null && !isThere(failure)) {
                        throw new CompletionException(Answers.cause(failure));
                    }
                    return null;
                });
    }

    private static boolean isThere(Throwable failure) {
        return Answers.cause(failure) instanceof ApiException e && e.status().orElse(0) == 409;
    }

    @Override
    public CompletableFuture<Answer> send(Duration timeout) {
        if (request != Request.WRITE) {
            return answer(request == Request.READ ? READ : READYZ, timeout);
        }
        if (written.isCompletedExceptionally() && !closed) {
            create();
        }
        if (written.isDone() && !written.isCompletedExceptionally()) {
            return answer(write(), timeout);
        }
        return notYet();
    }

    /** The object to write to is not there: another connection's doing, and no answer of this path. */
    private CompletableFuture<Answer> notYet() {
        long now = endpoint.loop().now();
        return CompletableFuture.completedFuture(
                new Answer(now, now, false, "the ConfigMap to write to has not been created yet"));
    }

    private ApiRequest write() {
        writes++;
        var change = Tree.of("data", Tree.of("writes", Integer.toString(writes)));
        // Without a resource version, so that two writes on their way never conflict.
        return ApiRequest.patch(
                objects.collection("v1", "configmaps").then(name).toString(), change, ApiRequest.MERGE_PATCH);
    }

    private CompletableFuture<Answer> answer(ApiRequest sent, Duration timeout) {
        return Linked.map(endpoint.attempt(sent, timeout), ApiPath::answer);
    }

    private static Answer answer(ApiOutcome outcome) {
        long sent = outcome.times().sent().orElse(outcome.times().begun());
        if (outcome instanceof Answered answered) {
            var reply = answered.reply();
            return new Answer(
                    sent,
                    reply.answered(),
                    reply.ok(),
                    reply.ok()
                            ? ""
                            : "status %d %s"
                                    .formatted(reply.status(), reply.message())
                                    .strip());
        }
        var none = (Unanswered) outcome;
        return new Answer(sent, none.noticed(), false, none.why().words() + " (" + none.detail() + ")");
    }

    @Override
    public void close() {
        closed = true;
        endpoint.close();
        if (request == Request.WRITE) {
            // Whether it was created is not known before that has been answered.
            var unusedEnd = written.whenComplete((reply, failure) -> {
                var unused =
                        objects.delete(objects.collection("v1", "configmaps").then(name));
            });
        }
    }
}
