package dev.lacuna.runner.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What others reported as passed without any fault, on a real cluster. Without a cluster: {@code BadInputTest}, {@code SuccessorWatchTest}, {@code RunTest},
 * {@code AgentFilterTest}.
 */
final class FalsePassIT {
    private final Testbed testbed = Testbed.orSkip();
    private final ControlPlane controlPlane = new ControlPlane(testbed);

    @TempDir
    Path folder;

    @BeforeEach
    @AfterEach
    void cluster_is_healthy() {
        controlPlane.awaitHealthy();
    }

    private Runs.Ended run(String experiment) {
        var runs = new Runs(testbed, folder);
        return runs.run(runs.scenario("x", Scenarios.of(experiment)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"evict", "delete"})
    void to_remove_only_the_mirror_of_a_static_pod_is_refused_by_name(String mode) {
        var ended = run("kill: {target: {leader: kube-scheduler}, mode: " + mode + "}");

        assertThat(ended.exit()).as(ended.said()).isEqualTo(4);
        assertThat(ended.said())
                .contains(
                        "pod kube-system/kube-scheduler-",
                        "is the mirror of a static pod: to " + mode + " it ends no process");
        assertThat(ended.report().verdict()).isEqualTo("ABORTED");
        controlPlane.assertNothingLeft();
    }

    @Test
    void filter_that_matches_nothing_is_inconclusive() {
        var ended = run("network: {loss: 30%, from: {component: etcd}, to: {component: etcd}, ports: [9]}, for: 5s");

        assertThat(ended.exit()).as(ended.said()).isEqualTo(3);
        var report = ended.report();
        assertThat(report.verdict()).isEqualTo("INCONCLUSIVE");
        assertThat(report.proofHeld()).isFalse();
        assertThat(report.healed()).isTrue();
        controlPlane.assertNothingLeft();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kill: {target: {pods: {namespace: default, labels: {app: nobody}}}}",
                "kill: {target: {leader: no-such-election}}",
                "kill: {target: {component: kube-shedular}}"
            })
    void zero_targets_is_an_error_at_once(String experiment) {
        var ended = run(experiment);

        assertThat(ended.exit()).as(ended.said()).isEqualTo(2);
        assertThat(ended.said()).doesNotContain(" s  injected: ");
        controlPlane.assertNothingLeft();
    }

    @Test
    void probe_that_never_got_an_answer_keeps_everything_from_being_injected() {
        var runs = new Runs(testbed, folder);
        var text = Scenarios.of("kill: {target: {leader: kube-scheduler}}")
                .replace(
                        "  slos:",
                        "    - {name: own, http: {url: \"http://127.0.0.1:9/\"}, every: 500ms, timeout: 1s}\n  slos:");
        var ended = runs.run(runs.scenario("x", text));

        assertThat(ended.exit()).as(ended.said()).isEqualTo(3);
        assertThat(ended.said()).contains("not steady before the fault", "own").doesNotContain(" s  injected: ");
        controlPlane.assertNothingLeft();
    }
}
