package dev.lacuna.engine.scenario.format;

import dev.lacuna.engine.fault.FaultSpec;
import dev.lacuna.engine.probe.ProbeSpec;
import dev.lacuna.engine.scenario.Bound;
import dev.lacuna.engine.scenario.Experiment;
import dev.lacuna.engine.scenario.Safeguards;
import dev.lacuna.engine.scenario.Safeguards.AbortWhen;
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

/**
 * One document, as far as it could be read: what refers to something else in the file is checked although other parts have problems.
 *
 * @param metadata the name and the labels; empty as well for a document that is no scenario
 */
record Draft(Optional<Named<Map<String, String>>> metadata, Optional<Spec> spec, Origin origin) {

    record Spec(
            String description,
            Optional<Schedule> schedule,
            Trials trials,
            SteadyState steadyState,
            List<Planned> experiments,
            List<Named<ProbeSpec>> probes,
            List<Judged> slos,
            Guarded safeguards) {}

    /**
     * Something with the name of itself or of what it refers to, and where that stands.
     *
     * @param name empty where it has a problem
     * @param value empty where anything of it has a problem
     */
    record Named<T>(Optional<String> name, Origin at, Optional<T> value) {

        /** All of them, once nothing has a problem. */
        static <T> List<T> values(List<Named<T>> named) {
            return named.stream().map(one -> one.value().orElseThrow()).toList();
        }
    }

    /** @param fault alone, for it may be right where the rest is not */
    record Planned(Named<Experiment> named, Optional<FaultSpec> fault) {

        static List<Named<Experiment>> named(List<Planned> experiments) {
            return experiments.stream().map(Planned::named).toList();
        }
    }

    /** An SLO, and where its measure and its bound stand. */
    record Judged(Named<Slo> named, Optional<String> measure, Origin measureAt, Optional<Bound> bound, Origin boundAt) {

        static List<Named<Slo>> named(List<Judged> slos) {
            return slos.stream().map(Judged::named).toList();
        }
    }

    /** @param aborts by the names of their probes */
    record Guarded(List<Named<AbortWhen>> aborts, Optional<Safeguards> whole) {}

    /** The scenario, once nothing has a problem. */
    Scenario from(Source source) {
        var who = metadata.orElseThrow();
        var what = spec.orElseThrow();
        return new Scenario(
                who.name().orElseThrow(),
                who.value().orElseThrow(),
                what.description(),
                what.schedule(),
                what.trials(),
                what.steadyState(),
                Named.values(Planned.named(what.experiments())),
                Named.values(what.probes()),
                Named.values(Judged.named(what.slos())),
                what.safeguards().whole().orElseThrow(),
                source,
                origin);
    }
}
