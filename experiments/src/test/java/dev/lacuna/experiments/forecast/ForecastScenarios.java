package dev.lacuna.experiments.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lacuna.engine.scenario.Scenario;
import dev.lacuna.experiments.Experiments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Scenarios to be forecast: a fault, probes and SLOs in a few words. */
abstract class ForecastScenarios {
    static final String CRASH = "kill: {target: {leader: kube-scheduler}, signal: KILL}";
    static final String GAP = "{name: leaderless, measure: election.kube-scheduler.gap, atMost: %s}";

    @TempDir
    Path folder;

    Scenario scenario(int trials, String fault, String probes, String... slos) throws IOException {
        var text = """
                apiVersion: lacuna.dev/v1
                kind: Scenario
                metadata: {name: x}
                spec:
                  description: x
                  trials: {count: %d}
                  experiments: [{name: one, %s}]
                  probes: [%s]
                  slos: [%s]
                  safeguards: {maxDuration: 3m}
                """.formatted(trials, fault, probes, String.join(", ", slos));
        var read = Experiments.format().read(Files.writeString(folder.resolve("x.yaml"), text));
        assertThat(read.problems()).isEmpty();
        return read.scenarios().get(0);
    }

    Scenario crash(String allowed) throws IOException {
        return scenario(1, CRASH, "{name: scheduling, canary: scheduler, every: 200ms}", GAP.formatted(allowed));
    }
}
