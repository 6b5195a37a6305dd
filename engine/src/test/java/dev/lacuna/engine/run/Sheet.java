package dev.lacuna.engine.run;

import static dev.lacuna.engine.slo.Bound.atMost;

import dev.lacuna.engine.explanation.Wait;
import dev.lacuna.engine.fault.FaultSpec;
import dev.lacuna.engine.probe.ProbeSpec;
import dev.lacuna.engine.scenario.Bound;
import dev.lacuna.engine.scenario.Experiment;
import dev.lacuna.engine.scenario.Pause;
import dev.lacuna.engine.scenario.Safeguards;
import dev.lacuna.engine.scenario.Scenario;
import dev.lacuna.engine.scenario.Slo;
import dev.lacuna.engine.scenario.Source;
import dev.lacuna.engine.scenario.SteadyState;
import dev.lacuna.engine.scenario.Trials;
import dev.lacuna.engine.scenario.shape.Origin;
import dev.lacuna.engine.slo.Measurement;
import dev.lacuna.engine.slo.Statistic;
import dev.lacuna.engine.slo.Unit;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A scenario of one experiment, one probe and one bound. */
final class Sheet {
    private static final Origin ORIGIN = Origin.of("sheet.yaml");

    private Sheet() {}

    private record Poke(Origin origin) implements FaultSpec {
        @Override
        public String kind() {
            return "poke";
        }
    }

    private record Look(String name, Origin origin) implements ProbeSpec {
        @Override
        public String kind() {
            return "look";
        }

        @Override
        public Duration every() {
            return Duration.ofMillis(100);
        }

        @Override
        public Optional<Wait> waits(String measure) {
            return Optional.of(new Wait("boss", Measurement.exactly(0.25, Unit.SECONDS), "to begin", "a stopwatch"));
        }

        @Override
        public Set<String> measures() {
            return Set.of(name + ".recovery");
        }
    }

    static Scenario of(int trials, Duration allowed) {
        return of(new Trials(trials, new Pause.Fixed(Duration.ofSeconds(4))), allowed, "poked");
    }

    static Scenario of(Trials trials, Duration allowed, String... experiments) {
        var inOrder = Stream.of(experiments).map(Sheet::next).toList();
        return of(trials, allowed, Duration.ofMinutes(1), inOrder);
    }

    /** One trial in which the API may be away for long. */
    static Scenario of(Duration maxDuration, Experiment... experiments) {
        return of(new Trials(1, new Pause.Auto()), Duration.ofSeconds(5), maxDuration, List.of(experiments));
    }

    /** Begins when the one before is over. */
    static Experiment next(String name) {
        return new Experiment(name, Optional.empty(), Optional.empty(), new Poke(ORIGIN), ORIGIN);
    }

    static Experiment at(String name, Duration shift) {
        return new Experiment(name, Optional.of(shift), Optional.empty(), new Poke(ORIGIN), ORIGIN);
    }

    private static Scenario of(Trials trials, Duration allowed, Duration maxDuration, List<Experiment> experiments) {
        return new Scenario(
                "sheet",
                Map.of(),
                "",
                Optional.empty(),
                trials,
                new SteadyState(Duration.ofSeconds(1)),
                experiments,
                List.of(new Look("api", ORIGIN)),
                List.of(new Slo(
                        "back soon",
                        "api.recovery",
                        Statistic.MAX,
                        new Bound(atMost((double) allowed.toSeconds(), Unit.SECONDS), allowed.toSeconds() + "s"),
                        ORIGIN)),
                new Safeguards(
                        maxDuration,
                        List.of(new Safeguards.AbortWhen("api", Duration.ofSeconds(45), ORIGIN)),
                        Set.of()),
                new Source("sheet.yaml", "a sheet".getBytes(StandardCharsets.UTF_8)),
                ORIGIN);
    }
}
