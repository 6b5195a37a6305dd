package dev.lacuna.experiments.target;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lacuna.engine.scenario.format.ScenarioFormat;
import dev.lacuna.experiments.Experiments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom a scenario may name as a leader. */
final class TargetsTest {
    private static final ScenarioFormat FORMAT = Experiments.format();

    @TempDir
    Path folder;

    private String scenario(String leader) {
        return """
                apiVersion: lacuna.dev/v1
                kind: Scenario
                metadata: {name: x}
                spec:
                  experiments:
                    - name: crash
                      kill: {target: {leader: %s}, signal: KILL}
                  probes:
                    - {name: api, api: {through: balancer}, every: 100ms}
                  slos:
                    - {name: back, measure: api.recovery, atMost: 30s}
                """.formatted(leader);
    }

    private List<String> problems(String leader) throws IOException {
        var file = Files.writeString(folder.resolve("x.yaml"), scenario(leader));
        return FORMAT.read(file).problems().stream().map(Object::toString).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"kube-scheduler", "etcd", "shop/cart-controller"})
    void leader_of_any_election_is_named_as_handovers_name_it(String leader) throws IOException {
        assertThat(problems(leader)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop/", "a/b/c", "Cart"})
    void what_can_be_no_election_is_refused_with_its_place(String leader) throws IOException {
        assertThat(problems(leader))
                .singleElement()
                .asString()
                .contains("x.yaml:7:", "spec.experiments[0].kill.target.leader", leader);
    }
}
