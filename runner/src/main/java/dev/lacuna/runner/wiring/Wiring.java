package dev.lacuna.runner.wiring;

import dev.lacuna.engine.safeguard.Guards;
import dev.lacuna.engine.scenario.format.Consent;
import dev.lacuna.engine.scenario.format.ScenarioFormat;
import dev.lacuna.experiments.ClusterKind;
import dev.lacuna.experiments.handover.Handover;
import dev.lacuna.experiments.kill.Kill;
import dev.lacuna.experiments.network.Network;
import dev.lacuna.runner.cluster.CannotConnect;
import dev.lacuna.runner.cluster.Cluster;
import dev.lacuna.runner.cluster.Connector;
import dev.lacuna.runner.setting.Settings;
import dev.lacuna.engine.time.Loop;
import java.util.List;

/** The parts of the program. */
public final class Wiring {
    private static final List<ClusterKind> FAULTS = List.of(Kill.KIND, Handover.KIND, Network.KIND);

    private Wiring() {}

    /** Scenarios with every fault and probe that there is. */
    public static ScenarioFormat format() {
        var consents = Guards.names().stream().map(name -> new Consent(name, "consent to what the guard `" + name + "` refuses")).toList();
        return new ScenarioFormat(FAULTS.stream().map(ClusterKind::kind).toList(), List.of(), consents);
    }

    public static Connector connector() {
        return new Connector() {

            @Override
            public Cluster connect(Settings settings, String runId, Loop loop) {
                throw CannotConnect.unreachable("this build has no way to a cluster");
            }

            @Override
            public List<String> contexts(Settings settings) {
                return List.of();
            }
        };
    }
}
