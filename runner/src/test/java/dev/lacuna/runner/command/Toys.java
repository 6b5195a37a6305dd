package dev.lacuna.runner.command;

import dev.lacuna.engine.fault.FaultSpec;
import dev.lacuna.engine.probe.ProbeSpec;
import dev.lacuna.engine.scenario.format.FaultKind;
import dev.lacuna.engine.scenario.format.Pace;
import dev.lacuna.engine.scenario.format.ProbeHead;
import dev.lacuna.engine.scenario.format.ProbeKind;
import dev.lacuna.engine.scenario.format.ScenarioFormat;
import dev.lacuna.engine.scenario.format.Span;
import dev.lacuna.engine.scenario.shape.Origin;
import dev.lacuna.engine.scenario.shape.Shape;
import dev.lacuna.engine.scenario.shape.Type;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Scenarios with one kind of fault and one of probe. The engine's tests have the like, and a site and probe of paper too; they are not shared: a jar of its tests would
 * have to be made for every build that looks up what the runner's tests need, and those of {@code ./lacuna} and of the image compile no tests.
 */
final class Toys {
    private static final Shape<Poke> POKE = Shape.of("Pokes.", fields -> {
        var who = fields.required("who", Type.objectName(), "Whom.");
        return read -> new Poke(read.get(who), read.origin());
    });

    private Toys() {}

    static ScenarioFormat format() {
        return new ScenarioFormat(
                List.of(FaultKind.of("poke", Span.NONE, POKE)),
                List.of(ProbeKind.of("look", "Looks.", Pace.USUAL, Type.objectName(), Look::new)));
    }

    static String scenario(String name, int trials) {
        return """
                apiVersion: lacuna.dev/v1
                kind: Scenario
                metadata: {name: %s}
                spec:
                  trials: {count: %d, pause: 4s}
                  steadyState: {hold: 1s}
                  experiments:
                    - {name: poked, poke: {who: scheduler}}
                  probes:
                    - {name: api, look: closely}
                  slos:
                    - {name: back soon, measure: api.recovery, atMost: 5s}
                  safeguards: {maxDuration: 60s}
                """.formatted(name, trials);
    }

    record Poke(String who, Origin origin) implements FaultSpec {
        @Override
        public String kind() {
            return "poke";
        }
    }

    record Look(ProbeHead head, String how) implements ProbeSpec {
        @Override
        public String kind() {
            return "look";
        }

        @Override
        public String name() {
            return head.name();
        }

        @Override
        public Duration every() {
            return head.every();
        }

        @Override
        public Origin origin() {
            return head.origin();
        }

        @Override
        public Set<String> measures() {
            return Set.of(name() + ".recovery");
        }
    }
}
