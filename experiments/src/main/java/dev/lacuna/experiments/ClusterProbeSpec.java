package dev.lacuna.experiments;

import dev.lacuna.engine.fault.Right;
import dev.lacuna.engine.probe.Probe;
import dev.lacuna.engine.probe.ProbeSpec;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.controlplane.ControlPlane;
import java.util.List;

/** What a scenario asks of a probe, as something that can be made on a cluster. */
public interface ClusterProbeSpec extends ProbeSpec {

    Probe on(ControlPlane cluster, Loop loop);

    /** What the runner must be allowed to do for it. */
    List<Right> rights();
}
