package dev.lacuna.experiments.kubernetes;

import com.google.gson.JsonObject;
import dev.lacuna.engine.fault.Right;
import dev.lacuna.experiments.kubernetes.api.ApiRequest;
import dev.lacuna.experiments.kubernetes.read.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Asks the API server, right by right, what the runner may do: only these answers are complete, those of rules reviews need not be. */
final class RightsCheck {
    private static final String REVIEWS = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";
    private final Servers servers;

    RightsCheck(Servers servers) {
        this.servers = servers;
    }

    CompletableFuture<List<Right>> lacking(List<Right> rights) {
        return Together.all(rights.stream().map(this::allowed).toList()).thenApply(allowed -> {
            var lacking = new ArrayList<Right>();
            for (int i = 0; i < rights.size(); i++) {
                if (!allowed.get(i)) {
                    lacking.add(rights.get(i));
                }
            }
            return List.copyOf(lacking);
        });
    }

    private CompletableFuture<Boolean> allowed(Right right) {
        return servers.change(ApiRequest.post(REVIEWS, review(right)))
                .thenApply(reply -> Json.flag(reply.body(), "status", "allowed"));
    }

    private static JsonObject review(Right right) {
        var spec = new JsonObject();
        boolean path = right.resource().startsWith("/");
        spec.add(
                path ? "nonResourceAttributes" : "resourceAttributes",
                path ? pathAttributes(right) : attributes(right));
        var review = new JsonObject();
        review.addProperty("apiVersion", "authorization.k8s.io/v1");
        review.addProperty("kind", "SelfSubjectAccessReview");
        review.add("spec", spec);
        return review;
    }

    private static JsonObject pathAttributes(Right right) {
        var attributes = new JsonObject();
        attributes.addProperty("verb", right.verb());
        attributes.addProperty("path", right.resource());
        return attributes;
    }

    private static JsonObject attributes(Right right) {
        int cut = right.resource().indexOf('/');
        var attributes = new JsonObject();
        attributes.addProperty("verb", right.verb());
        attributes.addProperty("group", right.group());
        attributes.addProperty(
                "resource", cut < 0 ? right.resource() : right.resource().substring(0, cut));
        if (cut >= 0) {
            attributes.addProperty("subresource", right.resource().substring(cut + 1));
        }
        if (!right.namespace().isEmpty()) {
            attributes.addProperty("namespace", right.namespace());
        }
        return attributes;
    }
}
