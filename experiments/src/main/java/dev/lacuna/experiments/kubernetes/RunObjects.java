package dev.lacuna.experiments.kubernetes;

import com.google.gson.JsonObject;
import dev.lacuna.experiments.kubernetes.api.ApiQuery;
import dev.lacuna.experiments.kubernetes.api.ApiRequest;
import dev.lacuna.experiments.kubernetes.read.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** Takes away what a run's canaries and probes made: everything of some kinds with the run's label, in the runner's namespace. */
final class RunObjects {
    private static final String LABEL = "lacuna.dev/run";

    /** Owners first, so that what they own is not replaced. */
    private static final List<Kind> KINDS = List.of(
            new Kind("apps/v1", "replicasets"),
            new Kind("v1", "pods"),
            new Kind("v1", "configmaps"),
            new Kind("coordination.k8s.io/v1", "leases"));

    private final Servers servers;
    private final String namespace;

    private record Kind(String apiVersion, String resource) {}

    RunObjects(Servers servers, String namespace) {
        this.servers = servers;
        this.namespace = namespace;
    }

    /** IDs of the runs that objects of these kinds belong to. */
    CompletableFuture<Set<String>> runs() {
        return Together.all(KINDS.stream()
                        .map(kind -> servers.list(
                                collection(kind).with("labelSelector", LABEL).toString()))
                        .toList())
                .thenApply(lists -> lists.stream()
                        .flatMap(List::stream)
                        .map(item -> Json.texts(item, "metadata", "labels").getOrDefault(LABEL, ""))
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    CompletableFuture<List<String>> remove(String runId) {
        var removed = new ArrayList<String>();
        CompletableFuture<Void> all = CompletableFuture.completedFuture(null);
        for (Kind kind : KINDS) {
            all = all.thenCompose(before -> remove(kind, runId, removed));
        }
        return all.thenApply(done -> List.copyOf(removed));
    }

    private CompletableFuture<Void> remove(Kind kind, String runId, List<String> removed) {
        ApiQuery collection = collection(kind);
        return servers.list(
                        collection.with("labelSelector", LABEL + "=" + runId).toString())
                .thenCompose(items -> Together.all(items.stream()
                        .map(item -> remove(collection, kind, item))
                        .toList()))
                .thenAccept(removed::addAll);
    }

    private ApiQuery collection(Kind kind) {
        return ApiQuery.collection(kind.apiVersion(), Optional.of(namespace), kind.resource());
    }

    private CompletableFuture<String> remove(ApiQuery collection, Kind kind, JsonObject item) {
        String name = Json.text(item, "metadata", "name");
        JsonObject options = PodRemoval.deleteOptions(Json.text(item, "metadata", "uid"));
        options.addProperty("propagationPolicy", "Background");
        return servers.send(ApiRequest.delete(collection.then(name).toString(), options))
                .thenApply(outcome -> {
                    LiveRegistry.requireGone(outcome);
                    return "%s %s/%s".formatted(kind.resource(), namespace, name);
                });
    }
}
