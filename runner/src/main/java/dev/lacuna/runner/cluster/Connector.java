package dev.lacuna.runner.cluster;

import dev.lacuna.engine.time.Loop;
import dev.lacuna.runner.setting.Settings;
import java.util.List;

/** The way to clusters. */
public interface Connector {

    /**
     * Connects to the cluster that the settings name.
     *
     * @param runId marks everything that is made there
     * @throws CannotConnect when it is not reachable, or refuses these credentials, or the settings name none that is known
     */
    Cluster connect(Settings settings, String runId, Loop loop);

    /** The contexts that the settings' kubeconfig offers. Empty where there is none, or none that can be read. */
    List<String> contexts(Settings settings);
}
