package dev.lacuna.experiments.kubernetes.path;

import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.controlplane.ApiInstance;
import dev.lacuna.experiments.controlplane.RequestPath;
import dev.lacuna.experiments.kubernetes.api.Access;
import dev.lacuna.experiments.kubernetes.api.ApiEndpoint;
import dev.lacuna.experiments.kubernetes.api.ConnectionPolicy;
import dev.lacuna.experiments.kubernetes.api.HttpEndpoint;
import dev.lacuna.experiments.kubernetes.api.Target;
import dev.lacuna.experiments.kubernetes.owned.OwnObjects;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;

/** Opens request paths. */
public final class LivePaths {
    private static final Duration PING = Duration.ofSeconds(15);
    private final Access access;
    private final List<ApiInstance> instances;
    private final OwnObjects objects;
    private final ExecutorService threads;
    private final Loop loop;

    /**
     * Paths of one run.
     *
     * @param objects for the objects that writes go to; its ways must outlive the paths
     * @param threads as for {@link ApiEndpoint}
     */
    public LivePaths(Access access, List<ApiInstance> instances, OwnObjects objects, ExecutorService threads) {
        this.access = access;
        this.instances = List.copyOf(instances);
        this.objects = objects;
        this.threads = threads;
        this.loop = objects.loop();
    }

    /**
     * On the loop: opens a path.
     *
     * @throws IllegalArgumentException when it names an API server that is not known, or no URL
     */
    public RequestPath open(RequestPath.Description description) {
        if (description instanceof RequestPath.Api api) {
            var endpoint = new ApiEndpoint(access, target(api.instance()), policy(api.fresh()), loop, threads);
            return new ApiPath(endpoint, api.request(), objects);
        }
        var http = (RequestPath.Http) description;
        return new HttpPath(new HttpEndpoint(http.url(), policy(http.fresh()), loop, threads), http);
    }

    private static ConnectionPolicy policy(boolean fresh) {
        return fresh ? ConnectionPolicy.fresh() : ConnectionPolicy.reused().withPing(PING);
    }

    private Target target(String node) {
        return node.isEmpty() ? Target.server("balancer") : target(instances, node);
    }

    /** The API server of a node, by itself. */
    public static Target target(List<ApiInstance> instances, String node) {
        var instance = instances.stream()
                .filter(one -> one.node().equals(node))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "no API server is known on node %s; known are %s".formatted(node, instances)));
        return Target.instance(node, instance.address(), instance.port());
    }
}
