package dev.lacuna.experiments.kubernetes;

import com.google.gson.JsonObject;
import dev.lacuna.engine.fault.FaultException;
import dev.lacuna.engine.time.Interval;
import dev.lacuna.experiments.controlplane.ControlPlane.Removal;
import dev.lacuna.experiments.controlplane.Pod;
import dev.lacuna.experiments.kubernetes.api.Answered;
import dev.lacuna.experiments.kubernetes.api.ApiOutcome;
import dev.lacuna.experiments.kubernetes.api.ApiQuery;
import dev.lacuna.experiments.kubernetes.api.ApiReply;
import dev.lacuna.experiments.kubernetes.api.ApiRequest;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Evicts or deletes one pod, and no other of its name. */
final class PodRemoval {
    private final Servers servers;

    PodRemoval(Servers servers) {
        this.servers = servers;
    }

    CompletableFuture<Removal> remove(Pod pod, boolean evict) {
        return servers.send(evict ? eviction(pod) : deletion(pod), Servers.ADMITTED_CHANGE)
                .thenApply(outcome -> removal(pod, outcome));
    }

    private static Removal removal(Pod pod, ApiOutcome outcome) {
        if (outcome instanceof Answered answered && !answered.reply().ok()) {
            ApiReply reply = answered.reply();
            if (reply.status() == 404 || reply.status() == 409) {
                throw new FaultException(
                        FaultException.Kind.TARGET_CHANGED,
                        "%s with UID %s is not there any more, so nothing was removed: %s"
                                .formatted(pod.object(), pod.uid(), reply.message()));
            }
            if (refusesDisruption(reply)) {
                return new Removal(at(reply), Optional.of(reply.message()));
            }
        }
        return new Removal(at(outcome.orThrow()), Optional.empty());
    }

    /** 429: a disruption budget (or the server's own limit) says not now. 500: several budgets cover the pod, and an eviction can't obey them all. */
    private static boolean refusesDisruption(ApiReply reply) {
        return reply.status() == 429
                || (reply.status() == 500 && reply.message().contains("PodDisruptionBudget"));
    }

    private static Interval at(ApiReply reply) {
        return new Interval(reply.sent(), reply.answered());
    }

    private static ApiRequest eviction(Pod pod) {
        var metadata = new JsonObject();
        metadata.addProperty("name", pod.name());
        metadata.addProperty("namespace", pod.namespace());
        var eviction = new JsonObject();
        eviction.addProperty("apiVersion", "policy/v1");
        eviction.addProperty("kind", "Eviction");
        eviction.add("metadata", metadata);
        eviction.add("deleteOptions", deleteOptions(pod.uid()));
        return ApiRequest.post(path(pod).then("eviction").toString(), eviction);
    }

    private static ApiRequest deletion(Pod pod) {
        return ApiRequest.delete(path(pod).toString(), deleteOptions(pod.uid()));
    }

    private static ApiQuery path(Pod pod) {
        return ApiQuery.collection("v1", Optional.of(pod.namespace()), "pods").then(pod.name());
    }

    /** What a deletion says so that it hits only the object with this UID. */
    static JsonObject deleteOptions(String uid) {
        var preconditions = new JsonObject();
        preconditions.addProperty("uid", uid);
        var options = new JsonObject();
        options.addProperty("apiVersion", "v1");
        options.addProperty("kind", "DeleteOptions");
        options.add("preconditions", preconditions);
        return options;
    }
}
