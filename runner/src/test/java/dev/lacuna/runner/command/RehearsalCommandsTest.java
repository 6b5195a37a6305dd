package dev.lacuna.runner.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lacuna.runner.Lacuna;
import dev.lacuna.runner.wiring.Wiring;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole program on a simulated cluster. */
final class RehearsalCommandsTest {
    // Maven runs the tests of a module in the module's folder.
    private static final Path SCENARIO = Path.of("..", "scenarios", "scheduler-leader-crash.yaml")
            .toAbsolutePath()
            .normalize();

    @TempDir
    Path folder;

    private final FakeTerminal terminal = new FakeTerminal();

    private int lacuna(String... words) {
        var outside = new Outside(Map.of(), folder, terminal, Wiring::format, Wiring::connector, new RehearsalBeat());
        return Lacuna.execute(words, outside);
    }

    /** Its loops are those of the real program. */
    private static final class RehearsalBeat implements Outside.Beat {
        private final FakeBeat fake = new FakeBeat();

        @Override
        public dev.lacuna.engine.time.Loop loop(long seed) {
            throw new IllegalStateException("a rehearsal has asked for real time");
        }

        @Override
        public void close(dev.lacuna.engine.time.Loop loop) {
            fake.close(loop);
        }

        @Override
        public long freshSeed() {
            return fake.freshSeed();
        }

        @Override
        public Signals signals() {
            return fake.signals();
        }
    }

    @Test
    void run_without_a_cluster_rehearses_and_marks_every_report() throws IOException {
        assertThat(lacuna("run", SCENARIO.toString(), "--seed", "42", "--output", "one"))
                .isZero();
        assertThat(lacuna("run", SCENARIO.toString(), "--seed", "42", "--output", "two"))
                .isZero();

        assertThat(terminal.written())
                .startsWith("Rehearsal: no cluster is named")
                .contains("scheduler-leader-crash: PASS (rehearsal on a simulated control plane)");
        for (String report : new String[] {"report.json", "junit.xml", "summary.md", "events.jsonl"}) {
            assertThat(folder.resolve("one").resolve(report))
                    .hasSameBinaryContentAs(folder.resolve("two").resolve(report))
                    .content()
                    .contains("rehearsal");
        }
    }

    @Test
    void model_that_targets_prints_is_one_to_rehearse_on() throws IOException {
        Files.writeString(folder.resolve("five.yaml"), "controlPlanes: 5\nlease: {retry: 1s}\n");
        assertThat(lacuna(
                        "targets",
                        "--as-model",
                        "--cluster-model",
                        folder.resolve("five.yaml").toString()))
                .isZero();
        String printed = terminal.written();
        Files.writeString(folder.resolve("printed.yaml"), printed);

        assertThat(printed)
                .startsWith("# A control plane to rehearse on")
                .contains("\ncontrolPlanes: 5\n", "  retry: 1s\n");
        assertThat(lacuna(
                        "targets",
                        "--as-model",
                        "--cluster-model",
                        folder.resolve("printed.yaml").toString()))
                .isZero();
        assertThat(terminal.written()).isEqualTo(printed + printed);
    }

    @Test
    void plan_tells_what_to_expect_with_the_timers_bounds_and_where_the_time_goes() {
        assertThat(lacuna("plan", SCENARIO.toString(), "--seed", "42", "--forecast", "7"))
                .isZero();

        assertThat(terminal.written())
                .contains(
                        "leaderless (election.kube-scheduler.gap), 24 s asked: the timers keep it",
                        "15 + 2 × 4.4 = 23.8 s")
                .contains("forecast: 7 of 7 trials rehearsed", "like this cluster: 3 control-plane nodes in 3 zones")
                .contains("no p95: it takes 59 trials", "at most 24 s asked: none of 7 trials missed it")
                .contains("goes into: ", "lease left to run");
    }

    @Test
    void run_s_report_says_where_the_time_went() throws IOException {
        lacuna("run", SCENARIO.toString(), "--seed", "42", "--output", "one");

        assertThat(folder.resolve("one").resolve("report.json")).content().contains("\"breakdowns\": [", "\"part\": ");
        assertThat(terminal.written()).contains("where the time went", "start of the new leader, caches filled");
    }

    @Test
    void bound_that_the_timers_can_t_meet_is_told_before_the_fault_and_explained_after_it() throws IOException {
        var strict = Files.writeString(
                folder.resolve("strict.yaml"), Files.readString(SCENARIO).replace("atMost: 24s", "atMost: 10s"));

        assertThat(lacuna("run", strict.toString(), "--seed", "42", "--output", "one"))
                .isEqualTo(1);

        var told = terminal.written();
        assertThat(told).contains("can't be met by the cluster's own timers").contains("why: leaderless: at most 10 s");
        assertThat(told.indexOf("can't be met by the cluster's own timers")).isLessThan(told.indexOf("injected: "));
    }

    @Test
    void plan_without_a_forecast_still_tells_the_timers_bounds() {
        assertThat(lacuna("plan", SCENARIO.toString(), "--seed", "42", "--no-forecast"))
                .isZero();
        assertThat(terminal.written()).contains("timers of the cluster:").doesNotContain("forecast:");
    }

    @Test
    void number_that_makes_no_forecast_and_a_model_that_is_not_there_are_told_before_any_plan() {
        assertThat(lacuna("plan", SCENARIO.toString(), "--forecast", "0")).isEqualTo(2);
        assertThat(terminal.complained()).contains("--forecast 0: needed is a number from 1 to 10000");

        assertThat(lacuna("plan", SCENARIO.toString(), "--cluster-model", "none.yaml"))
                .isEqualTo(2);
        assertThat(terminal.complained()).contains("none.yaml is not there; check the path");
        assertThat(terminal.written()).doesNotContain("plan of ");
    }

    @Test
    void plan_and_targets_show_the_simulated_cluster() {
        assertThat(lacuna("plan", SCENARIO.toString(), "--seed", "42", "--no-forecast"))
                .isZero();
        assertThat(lacuna("targets")).isZero();

        assertThat(terminal.written())
                .startsWith("Rehearsal: no cluster is named")
                .contains("hits pod kube-system/kube-scheduler-cp", "guards: nothing to say against it")
                .contains("etcd: 3 of 3 voters left, quorum is 2", "API servers: 3 of 3 left: cp1, cp2, cp3")
                .contains("agents on the nodes are spoken to through API servers that it doesn't touch")
                .contains("scheduling: canary: the scheduler looks at a pod, an answer within")
                .contains("static pods: etcd, kube-apiserver, kube-controller-manager, kube-scheduler")
                .contains("etcd on cp1, static pod", "worker1  192.0.2.101  zone-a");
    }

    @Test
    void cluster_model_makes_another_cluster_and_a_wrong_one_is_told_with_its_place() throws IOException {
        var model = Files.writeString(folder.resolve("five.yaml"), "controlPlanes: 5\n");
        assertThat(lacuna("targets", "--cluster-model", model.toString())).isZero();
        assertThat(terminal.written()).contains("cp5");

        Files.writeString(model, "controlPlane: 5\n");
        assertThat(lacuna("targets", "--cluster-model", model.toString())).isEqualTo(2);
        assertThat(terminal.complained()).contains("five.yaml:1:1", "did you mean `controlPlanes`?");
    }
}
