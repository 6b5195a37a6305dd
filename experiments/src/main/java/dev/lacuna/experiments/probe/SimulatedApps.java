package dev.lacuna.experiments.probe;

import java.util.Map;

/** What a simulated cluster has beside its control plane, for probes that look at that. */
public interface SimulatedApps {

    /** Whether there are pods in this namespace that carry all of these labels. */
    boolean hasPods(String namespace, Map<String, String> labels);

    /** Whether something answers at this URL. */
    boolean answers(String url);
}
