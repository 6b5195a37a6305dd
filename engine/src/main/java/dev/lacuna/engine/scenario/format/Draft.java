package dev.lacuna.engine.scenario.format;

import dev.lacuna.engine.probe.ProbeSpec;
import dev.lacuna.engine.scenario.Experiment;
import dev.lacuna.engine.scenario.Safeguards;
import dev.lacuna.engine.scenario.Scenario;
import dev.lacuna.engine.scenario.Schedule;
import dev.lacuna.engine.scenario.Slo;
import dev.lacuna.engine.scenario.Source;
import dev.lacuna.engine.scenario.SteadyState;
import dev.lacuna.engine.scenario.Trials;
import dev.lacuna.engine.scenario.shape.Origin;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One document, each of its fields read, but nothing yet checked across them. */
record Draft(Metadata metadata, Spec spec, Origin origin) {

    record Metadata(String name, Map<String, String> labels, Origin nameOrigin) {}

    record Spec(
            String description,
            Optional<Schedule> schedule,
            Trials trials,
            SteadyState steadyState,
            List<Named<Experiment>> experiments,
            List<Named<ProbeSpec>> probes,
            List<Judged> slos,
            Safeguards safeguards) {}

    /** Something that the user named, and where. */
    record Named<T>(String name, Origin at, T value) {

        static <T> List<T> values(List<Named<T>> named) {
            return named.stream().map(Named::value).toList();
        }
    }

    /** An SLO, and where its name, its measure and its bound stand. */
    record Judged(Slo slo, Origin name, Origin measure, Origin bound) {

        Named<Slo> named() {
            return new Named<>(slo.name(), name, slo);
        }
    }

    Scenario from(Source source) {
        return new Scenario(
                metadata.name(),
                metadata.labels(),
                spec.description(),
                spec.schedule(),
                spec.trials(),
                spec.steadyState(),
                Named.values(spec.experiments()),
                Named.values(spec.probes()),
                spec.slos().stream().map(Judged::slo).toList(),
                spec.safeguards(),
                source,
                origin);
    }
}
