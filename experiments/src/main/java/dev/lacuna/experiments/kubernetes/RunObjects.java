package dev.lacuna.experiments.kubernetes;

import com.google.gson.JsonObject;
import dev.lacuna.engine.fault.FaultException;
import dev.lacuna.experiments.kubernetes.api.ApiQuery;
import dev.lacuna.experiments.kubernetes.api.ApiRequest;
import dev.lacuna.experiments.kubernetes.read.Json;
import java.time.Duration;
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
    private static final Duration LOOK_AGAIN = Duration.ofMillis(250);
    private static final int MOST_ROUNDS = 4;

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

    /** Takes all away, and looks whether they are gone: an object that came in between, or whose removal was not carried out, is taken away again. */
    CompletableFuture<List<String>> remove(String runId) {
        return remove(runId, new ArrayList<>(), MOST_ROUNDS);
    }

    private CompletableFuture<List<String>> remove(String runId, List<String> removed, int rounds) {
        return Together.all(KINDS.stream().map(kind -> there(kind, runId)).toList())
                .thenCompose(found -> {
                    if (found.stream().allMatch(List::isEmpty)) {
                        return CompletableFuture.completedFuture(List.copyOf(removed));
                    }
                    if (rounds == 0) {
                        throw new FaultException(
                                FaultException.Kind.FAILED,
                                "objects of run %s in namespace %s come back, or stay, though they were deleted: %s. Delete them by hand"
                                        .formatted(
                                                runId,
                                                namespace,
                                                found.stream()
                                                        .flatMap(List::stream)
                                                        .map(one -> Json.text(one, "metadata", "name"))
                                                        .toList()));
                    }
                    return removeInTurn(found, removed)
                            .thenCompose(done -> later())
                            .thenCompose(now -> remove(runId, removed, rounds - 1));
                });
    }

    private CompletableFuture<Void> removeInTurn(List<List<JsonObject>> found, List<String> removed) {
        CompletableFuture<Void> all = CompletableFuture.completedFuture(null);
        for (int i = 0; i < KINDS.size(); i++) {
            var kind = KINDS.get(i);
            var items = found.get(i);
            all = all.thenCompose(before -> Together.all(
                            items.stream().map(item -> remove(kind, item)).toList()))
                    .thenAccept(removed::addAll);
        }
        return all;
    }

    private CompletableFuture<Void> later() {
        var later = new CompletableFuture<Void>();
        servers.loop().after(LOOK_AGAIN, () -> later.complete(null));
        return later;
    }

    /** But those that are going already. */
    private CompletableFuture<List<JsonObject>> there(Kind kind, String runId) {
        return servers.list(collection(kind)
                        .with("labelSelector", LABEL + "=" + runId)
                        .toString())
                .thenApply(items -> items.stream()
                        .filter(item ->
                                Json.at(item, "metadata", "deletionTimestamp").isEmpty())
                        .toList());
    }

    private ApiQuery collection(Kind kind) {
        return ApiQuery.collection(kind.apiVersion(), Optional.of(namespace), kind.resource());
    }

    private CompletableFuture<String> remove(Kind kind, JsonObject item) {
        String name = Json.text(item, "metadata", "name");
        JsonObject options = PodRemoval.deleteOptions(Json.text(item, "metadata", "uid"));
        options.addProperty("propagationPolicy", "Background");
        return servers.send(ApiRequest.delete(collection(kind).then(name).toString(), options))
                .thenApply(outcome -> {
                    // Another object has come in place of this one: the next look finds it.
                    if (LiveRegistry.status(outcome) != 409) {
                        LiveRegistry.requireGone(outcome);
                    }
                    return "%s %s/%s".formatted(kind.resource(), namespace, name);
                });
    }
}
