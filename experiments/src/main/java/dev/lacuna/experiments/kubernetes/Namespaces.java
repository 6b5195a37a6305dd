package dev.lacuna.experiments.kubernetes;

import com.google.gson.JsonObject;
import dev.lacuna.experiments.kubernetes.api.Answered;
import dev.lacuna.experiments.kubernetes.api.ApiOutcome;
import dev.lacuna.experiments.kubernetes.api.ApiQuery;
import dev.lacuna.experiments.kubernetes.api.ApiRequest;
import dev.lacuna.experiments.kubernetes.read.Json;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** Makes the runner's own namespaces where they are missing, and looks for those of others. One that is there is left as it is. */
final class Namespaces {
    private static final ApiQuery ALL = ApiQuery.collection("v1", Optional.empty(), "namespaces");
    private final Servers servers;

    Namespaces(Servers servers) {
        this.servers = servers;
    }

    /** The helpers need all rights on their node, which Pod Security allows only where it is told so. */
    CompletableFuture<Void> ensurePrivileged(String name) {
        return ensure(
                name, Map.of("app.kubernetes.io/name", "lacuna", "pod-security.kubernetes.io/enforce", "privileged"));
    }

    CompletableFuture<Void> ensurePlain(String name) {
        return ensure(name, Map.of("app.kubernetes.io/name", "lacuna"));
    }

    /** Who has a Role in the namespace only may not read the namespace itself: then it is taken to be there, and the first object in it will tell. */
    private CompletableFuture<Void> ensure(String name, Map<String, String> labels) {
        return servers.get(ALL.then(name).toString())
                .handle((reply, failure) -> status(failure))
                .thenCompose(status -> {
                    if (status != 404) {
                        return CompletableFuture.completedFuture(null);
                    }
                    return servers.send(ApiRequest.post(ALL.toString(), namespace(name, labels)))
                            .thenAccept(Namespaces::requireThere);
                });
    }

    /** As {@link dev.lacuna.experiments.controlplane.ControlPlane#namespaces} has it. */
    CompletableFuture<Set<String>> seen(Set<String> asked) {
        var looks = asked.stream()
                .map(name -> servers.find(ALL.then(name).toString()).thenApply(found -> found.map(namespace -> name)))
                .toList();
        return Together.all(looks).thenCompose(found -> {
            Set<String> there = found.stream().flatMap(Optional::stream).collect(Collectors.toSet());
            return there.size() == asked.size() ? CompletableFuture.completedFuture(there) : withAllOthers(there);
        });
    }

    /** Others are named for a guess only, so that no right is needed for it. */
    private CompletableFuture<Set<String>> withAllOthers(Set<String> there) {
        return servers.list(ALL.toString()).handle((items, failure) -> {
            Set<String> known = new HashSet<>(there);
            if (failure == null) {
                items.forEach(item -> known.add(Json.text(item, "metadata", "name")));
            }
            return known;
        });
    }

    private static int status(@org.jspecify.annotations.Nullable Throwable failure) {
        return failure == null ? 200 : Refusals.status(failure);
    }

    private static void requireThere(ApiOutcome outcome) {
        boolean byAnother =
                outcome instanceof Answered answered && answered.reply().status() == 409;
        if (!byAnother) {
            var unused = outcome.orThrow();
        }
    }

    private static JsonObject namespace(String name, Map<String, String> labels) {
        var texts = new JsonObject();
        labels.forEach(texts::addProperty);
        var metadata = new JsonObject();
        metadata.addProperty("name", name);
        metadata.add("labels", texts);
        var namespace = new JsonObject();
        namespace.addProperty("apiVersion", "v1");
        namespace.addProperty("kind", "Namespace");
        namespace.add("metadata", metadata);
        return namespace;
    }
}
