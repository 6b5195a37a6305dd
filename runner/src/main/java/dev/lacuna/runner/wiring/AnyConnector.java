package dev.lacuna.runner.wiring;

import dev.lacuna.engine.time.Loop;
import dev.lacuna.runner.cluster.Cluster;
import dev.lacuna.runner.cluster.Connector;
import dev.lacuna.runner.setting.Settings;
import java.util.List;

/** The way to a real cluster where one is named, to a simulated one where none is. */
record AnyConnector(Connector live, Connector rehearsal) implements Connector {

    @Override
    public Cluster connect(Settings settings, String runId, Loop loop) {
        return (settings.nameCluster() ? live : rehearsal).connect(settings, runId, loop);
    }

    @Override
    public List<String> contexts(Settings settings) {
        return live.contexts(settings);
    }
}
