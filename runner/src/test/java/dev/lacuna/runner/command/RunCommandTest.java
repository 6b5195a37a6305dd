package dev.lacuna.runner.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import dev.lacuna.engine.fault.Right;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code run} on a cluster of paper. */
final class RunCommandTest extends PaperCommands {
    private int run(String... more) {
        var words = new ArrayList<>(List.of("run", "x.yaml", "--context", "paper", "--output", "out"));
        words.addAll(List.of(more));
        return lacuna(words.toArray(String[]::new));
    }

    @Test
    void run_that_keeps_its_bounds_exits_0_and_leaves_all_reports() {
        assertThat(run()).isZero();

        assertThat(folder.resolve("out"))
                .isDirectoryContaining("glob:**/report.json")
                .isDirectoryContaining("glob:**/junit.xml")
                .isDirectoryContaining("glob:**/summary.md")
                .isDirectoryContaining("glob:**/events.jsonl")
                .isDirectoryContaining("glob:**/journal.jsonl");
        assertThat(terminal.written())
                .contains("x: PASS (paper)", "back soon", "max at most 5 s", "2..2.02 s", "proved: container 4d56");
        assertThat(terminal.complained()).isEmpty();
    }

    @Test
    void run_that_breaks_a_bound_exits_1() {
        cluster.outage = Duration.ofSeconds(9);

        assertThat(run()).isEqualTo(1);
    }

    @Test
    void run_without_a_named_cluster_is_a_rehearsal_and_says_so_first() {
        terminal.answering("no");

        assertThat(lacuna("run", "x.yaml", "--seed", "42", "--step")).isEqualTo(4);

        assertThat(terminal.written()).startsWith("Rehearsal: no cluster is named");
    }

    @Test
    void rehearsal_with_the_same_seed_gets_a_folder_of_its_own() {
        cluster.outage = Duration.ofSeconds(1);
        assertThat(lacuna("run", "x.yaml", "--seed", "42", "--yes")).isZero();
        assertThat(lacuna("run", "x.yaml", "--seed", "42", "--yes")).isZero();

        assertThat(folder.resolve("lacuna-runs/r2a-2/report.json"))
                .content()
                .contains("\"runId\": \"r2a\"", "\"startedAt\": \"2026-03-04T05:06:07Z\"");
    }

    @Test
    void model_for_rehearsals_and_a_real_cluster_together_are_wrong_usage() {
        assertThat(run("--cluster-model", "m.yaml")).isEqualTo(2);
        assertThat(terminal.complained()).contains("leave one of them out");
    }

    @Test
    void invalid_scenario_exits_2_with_the_place_and_a_guess() throws IOException {
        Files.writeString(folder.resolve("x.yaml"), Toys.scenario("x", 1).replace("who:", "whom:"));

        assertThat(run()).isEqualTo(2);
        assertThat(terminal.complained()).contains("x.yaml:8:28", "did you mean `who`?");
    }

    @Test
    void fault_without_proof_exits_3() {
        cluster.proved = false;

        assertThat(run()).isEqualTo(3);
        assertThat(terminal.written()).contains("INCONCLUSIVE", "still runs");
    }

    @Test
    void failure_of_the_program_is_never_taken_for_a_broken_bound() {
        cluster.before = deed -> {
            if (deed.equals("close")) {
                throw new IllegalStateException("a bug");
            }
        };

        assertThat(run()).isEqualTo(3);
        assertThat(terminal.complained()).contains("the program failed").doesNotContain("\tat ");
    }

    @Test
    void guard_that_refuses_exits_4_and_says_how_to_consent() {
        cluster.degraded = List.of("node cp3 is not ready");

        assertThat(run("--yes")).isEqualTo(4);
        assertThat(terminal.written()).contains("cp3", "--allow degraded");
        assertThat(cluster.deeds).doesNotContain("arm");
    }

    @Test
    void consent_lets_the_run_go_on() {
        cluster.degraded = List.of("node cp3 is not ready");

        assertThat(run("--yes", "--allow", "degraded")).isZero();
        assertThat(run("--allow", "degrade")).isEqualTo(2);
    }

    @Test
    void fault_that_can_not_be_healed_exits_5_and_is_named() {
        cluster.healable = false;

        assertThat(run()).isEqualTo(5);
        assertThat(terminal.written()).contains("LEFT IN THE CLUSTER: rule 17 on cp2");
    }

    @Test
    void unreachable_cluster_and_lacking_rights_exit_6() {
        cluster.lacking = List.of(new Right("create", "", "pods/exec", "lacuna-agents"));
        assertThat(run("--yes")).isEqualTo(6);

        cluster.reachable = false;
        assertThat(run("--yes")).isEqualTo(6);
        assertThat(terminal.complained()).contains("cannot reach paper: connection refused");
    }

    @Test
    void first_signal_heals_and_exits_130_and_the_second_tells_what_is_open() {
        cluster.before = deed -> {
            if (deed.equals("confirm")) {
                beat.send("SIGINT");
                beat.send("SIGINT");
            }
        };

        assertThat(run()).isEqualTo(130);
        assertThat(cluster.deeds).containsSubsequence("inject", "confirm", "heal", "unlock", "close");
        assertThat(terminal.complained()).contains("SIGINT: healing, then ending", "still in force: SIGKILL to 4d56");
        assertThat(folder.resolve("out/report.json")).exists();
    }

    @Test
    void signal_ends_the_call_and_not_only_the_first_of_its_scenarios() throws IOException {
        Files.writeString(folder.resolve("y.yaml"), Toys.scenario("y", 1));
        cluster.before = deed -> {
            if (deed.equals("inject")) {
                beat.send("SIGTERM");
            }
        };

        assertThat(run("y.yaml")).isEqualTo(143);
        assertThat(folder.resolve("out/x/report.json")).exists();
        assertThat(folder.resolve("out/y")).doesNotExist();
    }

    @Test
    void several_scenarios_run_one_after_another_and_the_worst_counts() throws IOException {
        Files.writeString(folder.resolve("y.yaml"), Toys.scenario("y", 1).replace("atMost: 5s", "atMost: 1s"));

        assertThat(run("y.yaml")).isEqualTo(1);
        assertThat(folder.resolve("out/x/junit.xml")).exists();
        assertThat(folder.resolve("out/y/junit.xml")).exists();
    }

    @Test
    void somebody_at_the_terminal_is_shown_the_plan_and_asked() {
        terminal.answering("no");

        assertThat(run()).isEqualTo(4);
        assertThat(terminal.written())
                .contains("hits pod kube-system/kube-scheduler-cp2, node cp2, container 4d56, leading since 3 h");
        assertThat(terminal.complained()).contains("Run `x` on paper? [y/N]", "you said no");
        assertThat(cluster.deeds).containsExactly("close");
    }

    @Test
    void step_asks_before_each_injection() {
        terminal.answering("no");

        assertThat(run("--yes", "--step")).isEqualTo(4);
        assertThat(terminal.complained()).contains("Inject now: SIGKILL to kube-scheduler on cp2");
        assertThat(cluster.deeds).doesNotContain("arm");
    }

    @Test
    void step_without_anybody_to_ask_is_wrong_usage() {
        assertThat(run("--step")).isEqualTo(2);
    }

    @Test
    void folder_of_an_earlier_run_is_not_written_over() {
        assertThat(run()).isZero();

        assertThat(run()).isEqualTo(2);
        assertThat(terminal.complained()).contains("holds an earlier run already");
    }

    @Test
    void live_view_is_redrawn_and_leaves_only_lines_behind() {
        terminal.redrawing();

        assertThat(run("--yes")).isZero();
        assertThat(terminal.written()).contains("\u001b[J", "  api  ..####", "gap 1.", " s more\n");
    }

    @Test
    void json_is_the_form_of_every_line_on_standard_error_and_tells_what_went_wrong_by_its_level() {
        cluster.healable = false;
        cluster.before = deed -> {
            if (deed.equals("confirm")) {
                beat.send("SIGINT");
                beat.send("SIGINT");
            }
        };

        assertThat(run("--log-format", "json")).isEqualTo(5);

        var lines = terminal.complained().lines().map(JsonParser::parseString).toList();
        assertThat(lines)
                .extracting(
                        line -> line.getAsJsonObject().get("formattedMessage").getAsString())
                .anyMatch(text -> text.startsWith("run "))
                .anyMatch(text -> text.equals("SIGINT: healing, then ending"))
                .anyMatch(text -> text.contains("still in force: SIGKILL to 4d56"));
        assertThat(lines)
                .filteredOn(line -> line.toString().contains("NOT HEALED"))
                .isNotEmpty()
                .allSatisfy(
                        line -> assertThat(line.getAsJsonObject().get("level").getAsString())
                                .isEqualTo("ERROR"))
                .allSatisfy(line -> assertThat(line.toString()).contains("{\"at\":\"", "{\"event\":\"Healed\"}"));
    }

    @Test
    void statistic_that_the_trials_can_not_support_is_told_before_anything_is_touched() throws IOException {
        Files.writeString(
                folder.resolve("x.yaml"), Toys.scenario("x", 4).replace("atMost: 5s", "atMost: 5s, statistic: p95"));
        cluster.before = deed -> {
            if (deed.equals("arm")) {
                assertThat(terminal.written())
                        .contains("SLO `back soon`: 4 trials can't support the p95 of api.recovery, which takes 59");
            }
        };

        assertThat(run()).isEqualTo(3);
        assertThat(cluster.deeds).contains("arm");
    }
}
