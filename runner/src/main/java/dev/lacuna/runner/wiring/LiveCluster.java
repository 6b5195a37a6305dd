package dev.lacuna.runner.wiring;

import dev.lacuna.engine.run.Site;
import dev.lacuna.engine.scenario.Scenario;
import dev.lacuna.engine.time.LiveLoop;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.forecast.Forecast;
import dev.lacuna.experiments.forecast.Forecaster;
import dev.lacuna.experiments.forecast.KnownCluster;
import dev.lacuna.experiments.forecast.WrittenModel;
import dev.lacuna.experiments.kubernetes.LiveControlPlane;
import dev.lacuna.experiments.kubernetes.api.Access;
import dev.lacuna.experiments.kubernetes.api.ApiEndpoint;
import dev.lacuna.experiments.kubernetes.api.ConnectionPolicy;
import dev.lacuna.experiments.kubernetes.api.Target;
import dev.lacuna.experiments.kubernetes.canary.LiveCanaries;
import dev.lacuna.experiments.kubernetes.owned.OwnObjects;
import dev.lacuna.experiments.kubernetes.owned.Ways;
import dev.lacuna.experiments.kubernetes.path.LivePaths;
import dev.lacuna.experiments.site.ClusterSite;
import dev.lacuna.experiments.site.Exclusions;
import dev.lacuna.runner.cluster.Cluster;
import dev.lacuna.runner.cluster.ClusterView;
import dev.lacuna.runner.cluster.Recovery;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A real cluster, connected. Its probes' objects are made and removed over connections of their own: through the server that the kubeconfig names, as its other
 * clients speak to it, and through each API server by itself where that one doesn't answer.
 */
final class LiveCluster implements Cluster {
    private final LiveControlPlane plane;
    private final Ways objects;
    private final String runId;
    private final Exclusions exclusions;
    private final LiveLoop loop;

    LiveCluster(LiveControlPlane plane, Access access, String runId, Exclusions exclusions, LiveLoop loop) {
        this.plane = plane;
        this.runId = runId;
        this.exclusions = exclusions;
        this.loop = loop;
        this.objects = new Ways(ways(plane, access, loop));
        var own = new OwnObjects(objects, runId, plane.ownNamespaces().runs());
        var paths = new LivePaths(access, plane.instances(), own, loop.executor());
        var canaries = new LiveCanaries(access, plane.instances(), own, loop.executor());
        plane.offer(paths::open, canaries::canary, own::quiet);
    }

    private static List<ApiEndpoint> ways(LiveControlPlane plane, Access access, LiveLoop loop) {
        var named = access.server();
        return Stream.concat(
                        Stream.of(Target.server("balancer")),
                        plane.instances().stream()
                                .filter(one -> !one.address().equals(named.getHost()) || one.port() != named.getPort())
                                .map(one -> Target.instance(one.toString(), one.address(), one.port())))
                .map(target -> new ApiEndpoint(access, target, ConnectionPolicy.control(), loop, loop.executor()))
                .toList();
    }

    @Override
    public Site site() {
        return new ClusterSite(plane, runId, exclusions, loop);
    }

    @Override
    public ClusterView view() {
        return new PlaneView(plane);
    }

    @Override
    public Optional<Forecast> forecast(Scenario scenario, long seed, int trials, Loop waiting) {
        return KnownCluster.of(plane, scenario, waiting)
                .map(known -> new Forecaster(scenario, known, seed).rehearse(trials));
    }

    @Override
    public Optional<String> model(Loop waiting) {
        return WrittenModel.of(plane, waiting).map(WrittenModel::yaml);
    }

    @Override
    public Recovery recovery() {
        return new PlaneRecovery(new dev.lacuna.experiments.site.Recovery(plane, runId, loop));
    }

    @Override
    public void close() {
        objects.close();
        plane.close();
    }
}
