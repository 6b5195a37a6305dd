package dev.lacuna.runner.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever ends the runner, and whenever: its faults end by themselves, and {@code recover} finds the rest. */
final class SafetyIT {
    private static final String NETWORK = "scenarios/etcd-peer-loss.yaml";
    private static final String FREEZE = "scenarios/controller-manager-leader-certain.yaml";

    /** The event after which the filters of {@code network} are held. */
    private static final String HELD = "\"event\":\"Confirmed\"";

    private static final Duration BEGINNING = Duration.ofSeconds(60);

    /** The longest that a fault may outlive its runner. */
    private static final Duration OUTLIVES = Duration.ofSeconds(35);

    private final Testbed testbed = Testbed.orSkip();
    private final ControlPlane controlPlane = new ControlPlane(testbed);
    private final Nodes nodes = Nodes.of(testbed);

    @TempDir
    Path folder;

    private static String cutOff(String addresses) {
        return """
            apiVersion: lacuna.dev/v1
            kind: Scenario
            metadata: {name: cut-off}
            spec:
              steadyState: {hold: 1s}
              experiments:
                - name: whole node
                  for: 60s
                  network: {partition: all, from: {addresses: [%s]}, to: {node: cp3}}
              probes:
                - {name: api, api: {through: cp1, request: readyz}, every: 500ms, timeout: 2s}
              slos:
                - {name: API outage, measure: api.longestGap, atMost: 60s}
              safeguards: {allow: [host-network]}
            """.formatted(addresses);
    }

    @BeforeEach
    void begin_with_a_healthy_cluster() {
        controlPlane.awaitHealthy();
    }

    @AfterEach
    void end_with_a_healthy_cluster() {
        controlPlane.awaitHealthy();
        new Runs(testbed, folder).call("recover", "--yes");
        controlPlane.awaitHealthy();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PREFLIGHT", "BASELINE", "PREPARE", "INJECT", "CONFIRM"})
    void network_ends_by_itself_when_the_runner_is_killed(String state) {
        var runs = new Runs(testbed, folder);
        var run = runs.start(NETWORK);
        run.awaitState(state, BEGINNING);

        killed(run);

        recoverFindsTheRest(runs);
    }

    @Test
    void held_filters_end_by_themselves_and_the_next_run_refuses_to_begin() {
        var runs = new Runs(testbed, folder);
        var run = runs.start(NETWORK);
        run.awaitEvent(HELD, BEGINNING);
        assertThat(nodes.filters()).isNotEmpty();

        killed(run);

        refusesToBegin(runs);
        recoverFindsTheRest(runs);
    }

    @Test
    void stopped_process_runs_again_by_itself_and_the_next_run_refuses_to_begin() {
        var runs = new Runs(testbed, folder);
        var run = runs.start(FREEZE);
        run.awaitState("CONFIRM", BEGINNING);
        assertThat(nodes.stopped()).hasSize(1);

        killed(run);

        refusesToBegin(runs);
        recoverFindsTheRest(runs);
    }

    @ParameterizedTest
    @ValueSource(strings = {"INJECT", "OBSERVE"})
    void freeze_ends_by_itself_when_the_runner_is_killed(String state) {
        var runs = new Runs(testbed, folder);
        var run = runs.start(FREEZE);
        run.awaitState(state, BEGINNING.plusSeconds(60));

        killed(run);

        recoverFindsTheRest(runs);
    }

    /** The filters drop what everybody else sends to the node, the API servers' way to its kubelet and so to the helper among it. That one ends unheard; a new one looks. */
    @Test
    void runner_that_cuts_itself_off_from_a_node_leaves_nothing_there_and_says_so() {
        var runs = new Runs(testbed, folder);
        var run = runs.start(runs.scenario("cut-off", cutOff(String.join(", ", everybodyBut("cp3")))));
        run.awaitState("CONFIRM", BEGINNING);
        assertThat(nodes.filters()).isNotEmpty();

        Patience.untilAsserted(
                "the helper's own end of it",
                OUTLIVES,
                () -> assertThat(nodes.filters()).isEmpty());
        var ended = run.end();

        assertThat(ended.report().verdict()).isEqualTo("INCONCLUSIVE");
        assertThat(ended.exit()).as(ended.said()).isEqualTo(3);
        assertThat(ended.report().healed()).as(ended.said()).isTrue();
        assertThat(ended.report().leftovers()).isEmpty();
        controlPlane.awaitHealthy();
        controlPlane.assertNothingLeft();
    }

    private List<String> everybodyBut(String node) {
        var server =
                URI.create(testbed.kubectl("config", "view", "--minify", "-o", "jsonpath={.clusters[0].cluster.server}")
                        .strip());
        var addresses = Stream.of(testbed.kubectl(
                        "get",
                        "nodes",
                        "--field-selector=metadata.name!=" + node,
                        "-o",
                        "jsonpath={.items[*].status.addresses[?(@.type=='InternalIP')].address}")
                .strip()
                .split(" "));
        return Stream.concat(addresses, Stream.of(server.getHost())).distinct().toList();
    }

    @ParameterizedTest
    @CsvSource({"TERM, 143", "INT, 130"})
    void first_signal_heals_and_reports_and_the_second_cuts_nothing_short(String signal, int exit) {
        var run = new Runs(testbed, folder).start(NETWORK);
        run.awaitEvent(HELD, BEGINNING);
        assertThat(nodes.filters()).isNotEmpty();

        run.process().signal(signal);
        run.process().signal(signal);
        var ended = run.end();

        assertThat(ended.exit()).as(ended.said()).isEqualTo(exit);
        assertThat(ended.said()).contains("healing, then ending", "healing goes on");
        assertThat(ended.report().verdict()).isEqualTo("ABORTED");
        assertThat(ended.report().healed()).isTrue();
        assertThat(ended.report().leftovers()).isEmpty();
        controlPlane.assertNothingLeft();
    }

    /** SIGKILL; then nothing but time. */
    private void killed(Runs.Going run) {
        run.process().signal("KILL");
        long at = System.nanoTime();
        Patience.untilAsserted("no rule and no stopped process", OUTLIVES, () -> {
            assertThat(nodes.filters()).isEmpty();
            assertThat(nodes.stopped()).isEmpty();
        });
        System.out.printf("nothing in force %d s after the runner's end%n", (System.nanoTime() - at) / 1_000_000_000);
    }

    private void refusesToBegin(Runs runs) {
        controlPlane.awaitHealthy();
        var next = runs.run(NETWORK);

        assertThat(next.exit()).as(next.said()).isEqualTo(4);
        assertThat(next.said()).contains("an earlier run may have left something", "lacuna recover");
    }

    private void recoverFindsTheRest(Runs runs) {
        var left = controlPlane.remains();
        var first = runs.call("recover", "--yes");

        System.out.println(left + " -> " + first.said());
        assertThat(left).isNotEmpty();
        assertThat(first.exit()).as(first.said()).isZero();
        assertThat(first.said()).contains("Found:", "Removed:");
        controlPlane.assertNothingLeft();
        var second = runs.call("recover", "--yes");
        assertThat(second.exit()).isZero();
        assertThat(second.said()).contains("Nothing is left of any run.");
        assertThat(List.of(nodes.filters(), nodes.stopped())).allMatch(List::isEmpty);
    }
}
