package dev.lacuna.runner.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
