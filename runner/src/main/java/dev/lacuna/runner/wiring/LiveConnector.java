package dev.lacuna.runner.wiring;

import dev.lacuna.engine.time.LiveLoop;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.engine.time.Overdue;
import dev.lacuna.experiments.kubernetes.ConnectSettings;
import dev.lacuna.experiments.kubernetes.LiveControlPlane;
import dev.lacuna.experiments.kubernetes.api.Access;
import dev.lacuna.experiments.kubernetes.api.AccessException;
import dev.lacuna.experiments.kubernetes.api.ApiException;
import dev.lacuna.experiments.kubernetes.api.Kubeconfig;
import dev.lacuna.experiments.site.Exclusions;
import dev.lacuna.runner.cluster.CannotConnect;
import dev.lacuna.runner.cluster.Cluster;
import dev.lacuna.runner.cluster.Connector;
import dev.lacuna.runner.setting.Setting;
import dev.lacuna.runner.setting.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Connects to real clusters. */
final class LiveConnector implements Connector {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** The node of the runner's own pod, from the downward API ({@code spec.nodeName}). */
    private static final String OWN_NODE = "NODE_NAME";

    private final Map<String, String> environment;

    LiveConnector(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    @Override
    public Cluster connect(Settings settings, String runId, Loop loop) {
        if (!(loop instanceof LiveLoop live)) {
            throw new IllegalArgumentException("a real cluster needs a loop in real time");
        }
        try {
            var access = access(settings, live);
            var plane = live.await(
                    LiveControlPlane.connect(access, connectSettings(settings, runId), live, live.executor()),
                    PATIENCE,
                    "connect to " + access.server());
            return new LiveCluster(plane, access, runId, exclusions(settings), live);
        } catch (AccessException e) {
            throw CannotConnect.misnamed(String.valueOf(e.getMessage()));
        } catch (ApiException | Overdue e) {
            throw CannotConnect.unreachable(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public List<String> contexts(Settings settings) {
        try {
            return kubeconfig(settings).contextNames();
        } catch (AccessException e) {
            return List.of();
        }
    }

    private Access access(Settings settings, LiveLoop loop) {
        return settings.flag(Setting.IN_CLUSTER)
                ? Access.inCluster(variable("KUBERNETES_SERVICE_HOST"), variable("KUBERNETES_SERVICE_PORT"), loop)
                : Access.of(kubeconfig(settings), settings.text(Setting.CONTEXT), loop);
    }

    private Kubeconfig kubeconfig(Settings settings) {
        return Kubeconfig.read(Kubeconfig.files(
                settings.text(Setting.KUBECONFIG).map(Path::of),
                variable("KUBECONFIG"),
                Path.of(variable("HOME").orElse("."))));
    }

    private ConnectSettings connectSettings(Settings settings, String runId) {
        String context = settings.flag(Setting.IN_CLUSTER)
                ? "in-cluster"
                : settings.text(Setting.CONTEXT).orElse("");
        return new ConnectSettings(
                context,
                variable("HOSTNAME").orElse("unnamed-host"),
                new ConnectSettings.Runs(runId, settings.text(Setting.NAMESPACE).orElseThrow()),
                ConnectSettings.Agents.standard(
                        settings.text(Setting.AGENT_NAMESPACE).orElseThrow(),
                        settings.text(Setting.IMAGE).orElseThrow()));
    }

    private Exclusions exclusions(Settings settings) {
        return new Exclusions(
                new Exclusions.Runner(
                        settings.flag(Setting.IN_CLUSTER),
                        variable(OWN_NODE),
                        OwnMachine.names(),
                        OwnMachine.addresses()),
                Set.copyOf(settings.list(Setting.EXCLUDE_NODES)),
                Set.copyOf(settings.list(Setting.EXCLUDE_NAMESPACES)));
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }
}
