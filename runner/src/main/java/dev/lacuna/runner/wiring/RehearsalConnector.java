package dev.lacuna.runner.wiring;

import dev.lacuna.engine.run.Site;
import dev.lacuna.engine.scenario.Scenario;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.forecast.Forecast;
import dev.lacuna.experiments.forecast.Forecaster;
import dev.lacuna.experiments.forecast.KnownCluster;
import dev.lacuna.experiments.forecast.WrittenModel;
import dev.lacuna.experiments.rehearsal.Rehearsal;
import dev.lacuna.experiments.rehearsal.model.ClusterModel;
import dev.lacuna.experiments.rehearsal.model.ClusterModelFile;
import dev.lacuna.experiments.site.ClusterSite;
import dev.lacuna.experiments.site.Exclusions;
import dev.lacuna.runner.cluster.CannotConnect;
import dev.lacuna.runner.cluster.Cluster;
import dev.lacuna.runner.cluster.ClusterView;
import dev.lacuna.runner.cluster.Connector;
import dev.lacuna.runner.cluster.Recovery;
import dev.lacuna.runner.setting.Setting;
import dev.lacuna.runner.setting.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes simulated clusters. */
final class RehearsalConnector implements Connector {

    @Override
    public Cluster connect(Settings settings, String runId, Loop loop) {
        var model = settings.text(Setting.CLUSTER_MODEL)
                .map(Path::of)
                .map(RehearsalConnector::read)
                .orElseGet(ClusterModel::standard);
        var exclusions = new Exclusions(
                Exclusions.Runner.nowhere(),
                // Where a real cluster is not there, its nodes' names are no mistake.
                settings.list(Setting.EXCLUDE_NODES).stream()
                        .filter(model.nodes()::contains)
                        .collect(Collectors.toSet()),
                Set.copyOf(settings.list(Setting.EXCLUDE_NAMESPACES)));
        return new Simulated(model, Rehearsal.on(model, runId, loop), runId, exclusions, loop);
    }

    private static ClusterModel read(Path file) {
        try {
            var result = ClusterModelFile.read(file.toString(), Files.readAllBytes(file));
            return result.model().orElseThrow(() -> CannotConnect.misnamed(String.join("\n", result.problems())));
        } catch (NoSuchFileException e) {
            throw CannotConnect.misnamed("the cluster model " + file + " is not there; check the path");
        } catch (IOException e) {
            throw CannotConnect.misnamed("cannot read the cluster model " + file + ": " + e);
        }
    }

    @Override
    public List<String> contexts(Settings settings) {
        return List.of();
    }

    private record Simulated(ClusterModel model, Rehearsal plane, String runId, Exclusions exclusions, Loop loop)
            implements Cluster {

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
            return Optional.of(new Forecaster(scenario, KnownCluster.simulated(model), seed).rehearse(trials));
        }

        @Override
        public Optional<String> model(Loop waiting) {
            return Optional.of(WrittenModel.simulated(model).yaml());
        }

        @Override
        public Recovery recovery() {
            return new PlaneRecovery(new dev.lacuna.experiments.site.Recovery(plane, runId, loop));
        }

        @Override
        public void close() {
            plane.close();
        }
    }
}
