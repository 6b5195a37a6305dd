package dev.lacuna.experiments.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lacuna.engine.run.ExperimentResult;
import dev.lacuna.engine.scenario.Scenario;
import dev.lacuna.engine.slo.Verdict;
import dev.lacuna.experiments.Experiments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several experiments in one trial, with real faults on the simulated cluster. */
final class RehearsedSeveralTest {
    private static final String LOSS = """
            - name: first
              for: 60s
              network: {loss: 5%, from: {component: etcd}, to: {component: etcd}, ports: [2380]}
        """;
    private static final String CRASH = """
            - name: first
              kill: {target: {leader: kube-scheduler}, signal: KILL}
        """;

    @TempDir
    Path folder;

    private List<ExperimentResult> rehearse(long seed, String experiments) throws IOException {
        var rehearsed = new Rehearsed(seed);
        var result = rehearsed.run(scenario(experiments));

        assertThat(result.verdict()).as(result.reason()).isEqualTo(Verdict.PASS);
        assertThat(rehearsed.cluster.truth().faults()).isEmpty();
        assertThat(rehearsed.cluster.truth().quorumLosses()).isEmpty();
        return result.trials().get(0).experiments();
    }

    private Scenario scenario(String experiments) throws IOException {
        var file = folder.resolve("several.yaml");
        Files.writeString(file, """
                apiVersion: lacuna.dev/v1
                kind: Scenario
                metadata: {name: several}
                spec:
                  experiments:
                %s
                  probes:
                    - {name: scheduling, canary: scheduler}
                  slos:
                    - {name: placing pods again, measure: scheduling.recovery, atMost: 3m}
                """.formatted(experiments.indent(2).stripTrailing()));
        var read = Experiments.format().read(file);
        assertThat(read.problems()).isEmpty();
        return read.scenarios().get(0);
    }

    private static double seconds(ExperimentResult from, ExperimentResult to) {
        return (to.injection().orElseThrow().command().lower()
                        - from.injection().orElseThrow().command().lower())
                / 1e9;
    }

    @ParameterizedTest
    @ValueSource(longs = {3, 1_234, 99_999})
    void crash_in_the_middle_of_a_loss_comes_in_time_and_the_loss_ends_in_time(long seed) throws IOException {
        var results = rehearse(seed, LOSS + """
                - name: second
                  at: 20s
                  kill: {target: {leader: kube-scheduler}, signal: KILL}
            """);

        var loss = results.get(0);
        double lasted = (loss.healedAt().orElseThrow()
                        - loss.injection().orElseThrow().command().upper())
                / 1e9;
        assertThat(seconds(loss, results.get(1))).isCloseTo(20, within(0.2));
        assertThat(lasted).isBetween(60.0, 60.5);
    }

    @ParameterizedTest
    @ValueSource(longs = {3, 1_234, 99_999})
    void leader_that_is_hit_second_is_the_one_that_leads_then(long seed) throws IOException {
        var results = rehearse(seed, CRASH + """
                - name: second
                  at: 40s
                  kill: {target: {leader: kube-scheduler}, signal: KILL}
            """);

        assertThat(holder(results.get(1))).isNotEqualTo(holder(results.get(0)));
        assertThat(seconds(results.get(0), results.get(1))).isCloseTo(40, within(0.2));
    }

    @ParameterizedTest
    @ValueSource(longs = {3, 1_234, 99_999})
    void next_leader_is_waited_for(long seed) throws IOException {
        var results = rehearse(seed, CRASH + """
                - name: second
                  kill: {target: {leader: kube-scheduler}, signal: KILL}
            """);

        assertThat(holder(results.get(1))).isNotEqualTo(holder(results.get(0)));
    }

    private static String holder(ExperimentResult result) {
        return result.proposal().targets().get(0).details().getOrDefault("holder", "");
    }
}
