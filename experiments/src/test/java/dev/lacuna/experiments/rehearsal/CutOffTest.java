package dev.lacuna.experiments.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lacuna.engine.run.Ending;
import dev.lacuna.engine.scenario.Scenario;
import dev.lacuna.engine.slo.Verdict;
import dev.lacuna.experiments.Experiments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A fault that cuts the runner off from the node that it is on. */
final class CutOffTest {
    @TempDir
    Path folder;

    private static String yaml(String guards) {
        return """
            apiVersion: lacuna.dev/v1
            kind: Scenario
            metadata: {name: cut-off}
            spec:
              steadyState: {hold: 1s}
              experiments:
                - name: whole node
                  for: 60s
                  network:
                    partition: all
                    from: {addresses: [192.0.2.1, 192.0.2.2, 192.0.2.3]}
                    to: {node: worker1}
              probes:
                - {name: api, api: {through: cp1}}
              slos:
                - {name: API outage, measure: api.longestGap, atMost: 60s}
              safeguards: {allow: [%s]}
            """.formatted(guards);
    }

    private Scenario scenario(String allowed) throws IOException {
        var file = Files.writeString(folder.resolve("cut-off.yaml"), yaml(allowed));
        return Experiments.format().read(file).scenarios().get(0);
    }

    @Test
    void node_is_not_cut_off_whole_without_consent() throws IOException {
        var result = new Rehearsed(11).run(scenario(""));

        assertThat(result.ending()).isEqualTo(Ending.REFUSED);
        assertThat(result.reason()).contains("host-network", "worker1");
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 4_242, 77_777})
    void helper_that_nobody_reaches_ends_the_fault_by_itself_and_nothing_is_left(long seed) throws IOException {
        var rehearsed = new Rehearsed(seed);
        long began = rehearsed.loop.now();

        var result = rehearsed.run(scenario("host-network"));

        assertThat(result.verdict()).as(result.reason()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(result.leftovers()).isEmpty();
        assertThat(rehearsed.cluster.truth().faults()).isEmpty();
        assertThat(Duration.ofNanos(rehearsed.loop.now() - began))
                .as("it doesn't wait for the 60 s that were asked")
                .isLessThan(Duration.ofSeconds(60));
    }
}
