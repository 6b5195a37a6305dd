package dev.lacuna.runner.wiring;

import dev.lacuna.engine.run.Site;
import dev.lacuna.engine.scenario.Scenario;
import dev.lacuna.engine.time.LiveLoop;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.forecast.Forecast;
import dev.lacuna.experiments.forecast.Forecaster;
import dev.lacuna.experiments.forecast.KnownCluster;
import dev.lacuna.experiments.kubernetes.LiveControlPlane;
import dev.lacuna.experiments.kubernetes.api.Access;
import dev.lacuna.experiments.kubernetes.api.ApiEndpoint;
import dev.lacuna.experiments.kubernetes.api.ConnectionPolicy;
import dev.lacuna.experiments.kubernetes.api.Target;
import dev.lacuna.experiments.kubernetes.canary.LiveCanaries;
import dev.lacuna.experiments.kubernetes.owned.OwnObjects;
import dev.lacuna.experiments.kubernetes.path.LivePaths;
import dev.lacuna.experiments.site.ClusterSite;
import dev.lacuna.experiments.site.Exclusions;
import dev.lacuna.runner.cluster.Cluster;
import dev.lacuna.runner.cluster.ClusterView;
import dev.lacuna.runner.cluster.Recovery;
import java.util.Optional;

/** A real cluster, connected. Its probes' objects are made and removed over a connection of their own. */
final class LiveCluster implements Cluster {
    private final LiveControlPlane plane;
    private final ApiEndpoint objects;
    private final String runId;
    private final Exclusions exclusions;
    private final LiveLoop loop;

    LiveCluster(LiveControlPlane plane, Access access, String runId, Exclusions exclusions, LiveLoop loop) {
        this.plane = plane;
        this.runId = runId;
        this.exclusions = exclusions;
        this.loop = loop;
        this.objects =
                new ApiEndpoint(access, Target.server("balancer"), ConnectionPolicy.control(), loop, loop.executor());
        var own = new OwnObjects(objects, runId, plane.ownNamespaces().runs());
        var paths = new LivePaths(access, plane.instances(), own, loop.executor());
        var canaries = new LiveCanaries(access, plane.instances(), own, loop.executor());
        plane.offer(paths::open, canaries::canary, own::quiet);
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
    public Recovery recovery() {
        return new PlaneRecovery(new dev.lacuna.experiments.site.Recovery(plane, runId, loop));
    }

    @Override
    public void close() {
        objects.close();
        plane.close();
    }
}
