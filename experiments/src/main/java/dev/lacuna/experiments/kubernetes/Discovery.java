package dev.lacuna.experiments.kubernetes;

import com.google.gson.JsonObject;
import dev.lacuna.experiments.controlplane.ApiInstance;
import dev.lacuna.experiments.controlplane.Distribution;
import dev.lacuna.experiments.kubernetes.api.Answered;
import dev.lacuna.experiments.kubernetes.api.ApiEndpoint;
import dev.lacuna.experiments.kubernetes.api.ApiOutcome;
import dev.lacuna.experiments.kubernetes.api.ApiRequest;
import dev.lacuna.experiments.kubernetes.api.ReadRetry;
import dev.lacuna.experiments.kubernetes.read.Json;
import dev.lacuna.experiments.kubernetes.read.NodeReader;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What a cluster shows of itself when a connection is made. */
record Discovery(String version, String uid, Distribution distribution, List<ApiInstance> instances) {
    static final String MEMBERS = "/api/v1/namespaces/kube-system/pods?labelSelector=tier%3Dcontrol-plane";
    static final String NODES = "/api/v1/nodes";
    private static final String SLICE = "/apis/discovery.k8s.io/v1/namespaces/default/endpointslices/kubernetes";
    private static final Duration CALL = Duration.ofSeconds(5);

    /** The version first and alone: it opens the one connection that the other calls share. Fails with an {@code ApiException}. */
    static CompletableFuture<Discovery> look(ApiEndpoint balancer) {
        return read(balancer, "/version").thenCompose(version -> look(balancer, Json.text(version, "gitVersion")));
    }

    private static CompletableFuture<Discovery> look(ApiEndpoint balancer, String version) {
        var namespace = read(balancer, "/api/v1/namespaces/kube-system");
        var nodes = read(balancer, NODES);
        var members = read(balancer, MEMBERS);
        var slice = balancer.attempt(ApiRequest.get(SLICE), CALL).thenApply(Discovery::sliceIfThere);
        return Together.all(List.of(namespace, nodes, members, slice)).thenApply(all -> {
            var nodeList = Json.objects(all.get(1), "items");
            var memberList = Json.objects(all.get(2), "items");
            return new Discovery(
                    version,
                    Json.text(all.get(0), "metadata", "uid"),
                    Distributions.of(version, nodeList, memberList),
                    Instances.of(
                            all.get(3),
                            memberList,
                            nodeList.stream().map(NodeReader::read).toList()));
        });
    }

    private static CompletableFuture<JsonObject> read(ApiEndpoint balancer, String path) {
        return balancer.read(ApiRequest.get(path), CALL, ReadRetry.preflight()).thenApply(reply -> reply.body());
    }

    /** Clusters before 1.21 have no such slice; the static pods tell of the servers there. */
    private static JsonObject sliceIfThere(ApiOutcome outcome) {
        boolean none = outcome instanceof Answered answered && answered.reply().status() == 404;
        return none ? new JsonObject() : outcome.orThrow().body();
    }
}
