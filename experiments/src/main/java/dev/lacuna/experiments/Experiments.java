package dev.lacuna.experiments;

import dev.lacuna.engine.probe.Probe;
import dev.lacuna.engine.safeguard.Guards;
import dev.lacuna.engine.scenario.format.Consent;
import dev.lacuna.engine.scenario.format.FaultKind;
import dev.lacuna.engine.scenario.format.ProbeKind;
import dev.lacuna.engine.scenario.format.ScenarioFormat;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.api.Api;
import dev.lacuna.experiments.canary.CanarySpec;
import dev.lacuna.experiments.controlplane.ControlPlane;
import dev.lacuna.experiments.election.ElectionProbe;
import dev.lacuna.experiments.handover.Handover;
import dev.lacuna.experiments.http.Http;
import dev.lacuna.experiments.kill.Kill;
import dev.lacuna.experiments.network.Network;
import dev.lacuna.experiments.pods.Pods;
import java.util.ArrayList;
import java.util.List;

/** All kinds of faults and probes that there are: the one list to which a new one is added. */
public final class Experiments {
    private static final List<ClusterKind> FAULTS = List.of(Kill.KIND, Handover.KIND, Network.KIND);

    private static final List<FaultKind> ANNOUNCED_FAULTS = List.of(
            FaultKind.announced("freeze", "SIGSTOP, later SIGCONT."),
            FaultKind.announced("hold", "Keeps a static pod down for a time."),
            FaultKind.announced("node", "Drain, cordon, kubelet stopped, node cut off."),
            FaultKind.announced("zone", "The same for every node of a zone."),
            FaultKind.announced("etcd", "Member down, defragment, snapshot and restore, space alarm."),
            FaultKind.announced("load", "Requests against API servers."),
            FaultKind.announced("rollout", "Restart of a workload while something else is going on."),
            FaultKind.announced("run", "A container of the user's own as a Job."));

    private static final List<ProbeKind> PROBES = List.of(Api.KIND, CanarySpec.KIND, Pods.KIND, Http.KIND);

    private static final List<ProbeKind> ANNOUNCED_PROBES = List.of(
            ProbeKind.announced("etcd", "A leader known by all voters."),
            ProbeKind.announced("prometheus", "A query's condition holds."),
            ProbeKind.announced("metrics", "The API servers' own metrics."));

    private Experiments() {}

    /** The scenario format with everything that is here. */
    public static ScenarioFormat format() {
        List<FaultKind> faults = new ArrayList<>();
        FAULTS.forEach(fault -> faults.add(fault.kind()));
        faults.addAll(ANNOUNCED_FAULTS);
        List<ProbeKind> probes = new ArrayList<>(PROBES);
        probes.addAll(ANNOUNCED_PROBES);
        return new ScenarioFormat(
                faults,
                probes,
                Guards.consents().entrySet().stream()
                        .map(guard -> new Consent(guard.getKey(), guard.getValue()))
                        .toList());
    }

    /** The probe that watches an election; a run adds one for each election that a fault hits. */
    public static Probe election(String election, ControlPlane cluster, Loop loop) {
        return new ElectionProbe(election, cluster, loop);
    }

    /**
     * The kind of fault that a scenario writes with this key.
     *
     * @throws IllegalArgumentException when there is no such kind, which the format lets nobody write
     */
    public static ClusterKind kind(String key) {
        return FAULTS.stream()
                .filter(fault -> fault.kind().key().equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no fault of kind `" + key + "`"));
    }
}
