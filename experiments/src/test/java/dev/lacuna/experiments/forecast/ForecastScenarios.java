package dev.lacuna.experiments.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lacuna.engine.explanation.Breakdown;
import dev.lacuna.engine.explanation.Outlook;
import dev.lacuna.engine.run.Preflight;
import dev.lacuna.engine.scenario.Scenario;
import dev.lacuna.engine.slo.Measurement;
import dev.lacuna.engine.time.VirtualLoop;
import dev.lacuna.experiments.Experiments;
import dev.lacuna.experiments.rehearsal.Rehearsal;
import dev.lacuna.experiments.rehearsal.model.ClusterModel;
import dev.lacuna.experiments.rehearsal.model.ClusterModelFile;
import dev.lacuna.experiments.site.ClusterSite;
import dev.lacuna.experiments.site.Exclusions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
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

    static List<Outlook> outlooks(Scenario scenario, ClusterModel model) {
        var loop = new VirtualLoop(5, Instant.parse("2026-01-01T00:00:00Z"));
        var site = new ClusterSite(Rehearsal.on(model, "r1", loop), "r1", Exclusions.none(), loop);
        return new Preflight(scenario, site, Set.of()).outlooks(1, loop);
    }

    static ClusterModel model(String yaml) {
        return ClusterModelFile.read("m.yaml", yaml.getBytes(StandardCharsets.UTF_8))
                .model()
                .orElseThrow();
    }

    /** Of ten rehearsed runs, the share that misses the first SLO. */
    static double misses(Scenario scenario, KnownCluster cluster) {
        return new Forecaster(scenario, cluster, 21).rehearse(10).slos().get(0).misses();
    }

    /** It divides what was measured. */
    static void assertMeasured(Breakdown breakdown, Measurement measured) {
        assertThat(breakdown.whole().lower() / 1e9).isCloseTo(measured.lower(), within(1e-6));
        assertThat(breakdown.whole().upper() / 1e9).isCloseTo(measured.upper(), within(1e-6));
    }

    static long lower(Breakdown breakdown) {
        return breakdown.parts().stream()
                .mapToLong(part -> part.length().lower())
                .sum();
    }

    static long upper(Breakdown breakdown) {
        return breakdown.parts().stream()
                .mapToLong(part -> part.length().upper())
                .sum();
    }
}
