package dev.lacuna.engine.scenario;

import dev.lacuna.engine.probe.ProbeSpec;
import dev.lacuna.engine.scenario.shape.Origin;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One scenario, checked.
 *
 * @param name unique among the scenarios that were read together
 * @param labels in the order of the file
 * @param description empty where there is none
 * @param schedule for {@code serve} and {@code manifests}; {@code run} ignores it
 * @param experiments at least one, in the order of the file
 * @param slos at least one: without a bound there is nothing that could pass
 * @param source the file that it stands in
 * @param origin where in that file; several scenarios may share one
 */
public record Scenario(
        String name,
        Map<String, String> labels,
        String description,
        Optional<Schedule> schedule,
        Trials trials,
        SteadyState steadyState,
        List<Experiment> experiments,
        List<ProbeSpec> probes,
        List<Slo> slos,
        Safeguards safeguards,
        Source source,
        Origin origin) {

    public Scenario {
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
        experiments = List.copyOf(experiments);
        probes = List.copyOf(probes);
        slos = List.copyOf(slos);
    }

    /** As the user named the file. */
    public String file() {
        return source.name();
    }

    /** SHA-256 of the file's bytes, in lower-case hexadecimal. */
    public String digest() {
        return source.digest();
    }
}
