package dev.lacuna.runner.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What other runners took for a run, with the program as a process: exit code 2, with a guess, and no cluster is asked for anything. */
final class BadInputTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private Path kubeconfig;

    @BeforeEach
    void name_a_cluster_that_nobody_can_reach() throws IOException {
        kubeconfig = folder.resolve("kubeconfig");
        Files.writeString(
                kubeconfig,
                Scenarios.kubeconfig("nowhere", "https://127.0.0.1:9", "insecure-skip-tls-verify: false", "x"));
    }

    private LacunaProcess run(String experiment, Map<String, String> variables) throws IOException {
        var file = Files.writeString(folder.resolve("x.yaml"), Scenarios.of(experiment));
        return LacunaProcess.start(
                folder.resolve("log"),
                variables,
                List.of(
                        "run",
                        file.toString(),
                        "--yes",
                        "--context",
                        "nowhere",
                        "--kubeconfig",
                        kubeconfig.toString(),
                        "--output",
                        folder.resolve("out").toString()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            kill: {target: {leader: kube-scheduler}, signall: KILL}  | did you mean `signal`?
            kil: {target: {leader: kube-scheduler}}                  | did you mean `kill`?
            explode: {target: {leader: kube-scheduler}}              | handover
            kill: {target: {component: etcd, count: two}}            | two
            kill: {target: {leader: kube-scheduler}, signal: 9}      | kill
            network: {delay: 50ms, from: {component: etcd}, to: {component: etcd}, ports: [2380]}, for: 5s | not in this version
            """)
    void bad_scenario_is_refused_before_anything_is_touched(String experiment, String said) throws IOException {
        var process = run(experiment, Map.of());

        assertThat(process.exit(SOON)).as(process.said()).isEqualTo(2);
        assertThat(process.said()).contains("x.yaml:7:", said);
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void mistyped_variable_is_an_error_with_a_guess() throws IOException {
        var process = run("kill: {target: {leader: kube-scheduler}}", Map.of("LACUNA_NAMESPAC", "elsewhere"));

        assertThat(process.exit(SOON)).as(process.said()).isEqualTo(2);
        assertThat(process.said()).contains("LACUNA_NAMESPAC", "did you mean `LACUNA_NAMESPACE`?");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void the_same_scenario_without_the_mistake_does_ask_the_cluster() throws IOException {
        var process = run("kill: {target: {leader: kube-scheduler}, signal: KILL}", Map.of());

        assertThat(process.exit(Duration.ofSeconds(60))).as(process.said()).isEqualTo(6);
        assertThat(process.said()).contains("127.0.0.1:9");
    }
}
