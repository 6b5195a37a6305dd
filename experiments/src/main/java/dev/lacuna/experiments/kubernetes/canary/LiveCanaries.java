package dev.lacuna.experiments.kubernetes.canary;

import dev.lacuna.experiments.controlplane.ApiInstance;
import dev.lacuna.experiments.controlplane.Canary;
import dev.lacuna.experiments.kubernetes.api.Access;
import dev.lacuna.experiments.kubernetes.api.ApiEndpoint;
import dev.lacuna.experiments.kubernetes.api.ConnectionPolicy;
import dev.lacuna.experiments.kubernetes.api.Target;
import dev.lacuna.experiments.kubernetes.owned.OwnObjects;
import dev.lacuna.experiments.kubernetes.path.LivePaths;
import java.util.List;
import java.util.concurrent.ExecutorService;

/** Makes canaries. */
public final class LiveCanaries {
    private final Access access;
    private final List<ApiInstance> instances;
    private final OwnObjects objects;
    private final ExecutorService threads;

    /**
     * Canaries of one run.
     *
     * @param objects makes and removes what they need; its ways must outlive them
     * @param threads as for {@link ApiEndpoint}
     */
    public LiveCanaries(Access access, List<ApiInstance> instances, OwnObjects objects, ExecutorService threads) {
        this.access = access;
        this.instances = List.copyOf(instances);
        this.objects = objects;
        this.threads = threads;
    }

    /**
     * On the loop: makes a canary that has not been opened.
     *
     * @throws IllegalArgumentException when it names an API server that is not known
     */
    public Canary canary(Canary.Description description) {
        return switch (description.job()) {
            case SCHEDULER -> new SchedulerCanary(objects, new Watches(everywhere()));
            case CONTROLLER_MANAGER -> new ReplicaCanary(objects, new Watches(everywhere()));
            case WATCH -> new WatchCanary(objects, new Watches(List.of(endpoint(through(description.instance())))));
        };
    }

    private List<ApiEndpoint> everywhere() {
        return instances.isEmpty()
                ? List.of(endpoint(through("")))
                : instances.stream()
                        .map(one -> endpoint(Target.instance(one.toString(), one.address(), one.port())))
                        .toList();
    }

    private Target through(String node) {
        return node.isEmpty() ? Target.server("balancer") : LivePaths.target(instances, node);
    }

    private ApiEndpoint endpoint(Target target) {
        return new ApiEndpoint(access, target, ConnectionPolicy.control(), objects.loop(), threads);
    }
}
