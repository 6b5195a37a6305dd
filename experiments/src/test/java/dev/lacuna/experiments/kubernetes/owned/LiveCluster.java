package dev.lacuna.experiments.kubernetes.owned;

import com.google.gson.JsonObject;
import dev.lacuna.engine.time.LiveLoop;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.controlplane.ApiInstance;
import dev.lacuna.experiments.kubernetes.api.Access;
import dev.lacuna.experiments.kubernetes.api.ApiEndpoint;
import dev.lacuna.experiments.kubernetes.api.ApiRequest;
import dev.lacuna.experiments.kubernetes.api.ConnectionPolicy;
import dev.lacuna.experiments.kubernetes.api.Kubeconfig;
import dev.lacuna.experiments.kubernetes.api.ReadRetry;
import dev.lacuna.experiments.kubernetes.api.Target;
import dev.lacuna.experiments.kubernetes.api.TestCluster;
import dev.lacuna.experiments.kubernetes.read.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;

/** The real cluster that the property {@code lacuna.testbed} stands for (its script, or a kubeconfig), and a run of its own on it. */
public final class LiveCluster implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    public final LiveLoop loop = new LiveLoop(5);
    public final String run;
    public final Access access;
    public final OwnObjects objects;
    private final ApiEndpoint server;
    private final Ways ways;

    private LiveCluster(String run, Path kubeconfig) {
        this.run = run;
        access = Access.of(Kubeconfig.read(List.of(kubeconfig)), Optional.empty(), loop);
        server = new ApiEndpoint(access, Target.server("balancer"), ConnectionPolicy.control(), loop, threads());
        ways = new Ways(List.of(server));
        objects = new OwnObjects(ways, run, "lacuna");
    }

    /** Skips the test where there is no cluster. */
    public static LiveCluster open(String purpose) {
        return new LiveCluster(purpose + "-" + ProcessHandle.current().pid(), TestCluster.kubeconfigOrSkip());
    }

    public ExecutorService threads() {
        return loop.executor();
    }

    public List<ApiInstance> instances() {
        var nodes = read("/api/v1/nodes?labelSelector=node-role.kubernetes.io/control-plane");
        List<ApiInstance> instances = new ArrayList<>();
        Json.objects(nodes, "items")
                .forEach(node -> Json.objects(node, "status", "addresses").stream()
                        .filter(address -> Json.text(address, "type").equals("InternalIP"))
                        .forEach(address -> instances.add(new ApiInstance(
                                Json.text(node, "metadata", "name"), Json.text(address, "address"), 6443))));
        return instances;
    }

    public JsonObject read(String path) {
        return await(
                        () -> server.read(ApiRequest.get(path), Duration.ofSeconds(5), ReadRetry.preflight()),
                        "get " + path)
                .body();
    }

    /** What is there of this run, by name. */
    public List<String> left() {
        List<String> left = new ArrayList<>();
        for (String resource : List.of("v1 pods", "v1 configmaps", "apps/v1 replicasets")) {
            var words = resource.split(" ", -1);
            var list = read(objects.selected(words[0], words[1], Map.of()).toString());
            Json.objects(list, "items")
                    .forEach(object -> left.add(resource + " " + Json.text(object, "metadata", "name")));
        }
        return left;
    }

    /** Waits until nothing is left; answers what still is after 20 s. */
    public List<String> leftAtLast() {
        Loop waiting = loop;
        var left = left();
        for (int i = 0; i < 40 && !left.isEmpty(); i++) {
            waiting.sleep(Duration.ofMillis(500));
            left = left();
        }
        return left;
    }

    /** Begins something on the loop and waits for its answer. */
    public <T> T await(Supplier<CompletableFuture<T>> work, String what) {
        var begun = new CompletableFuture<T>();
        loop.post(() -> {
            var unused = work.get().whenComplete((value, failure) -> {
                if (failure != null) {
                    begun.completeExceptionally(failure);
                } else {
                    begun.complete(value);
                }
            });
        });
        return loop.await(begun, PATIENCE, what);
    }

    @Override
    public void close() {
        ways.close();
        loop.close();
    }
}
