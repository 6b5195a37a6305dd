package dev.lacuna.runner.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lacuna.engine.fault.Right;
import dev.lacuna.runner.Lacuna;
import dev.lacuna.runner.cluster.Recovery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CommandsTest {
    @TempDir
    Path folder;

    private final FakeTerminal terminal = new FakeTerminal();
    private final FakeCluster cluster = new FakeCluster();
    private final FakeBeat beat = new FakeBeat();
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void write_scenario() throws IOException {
        Files.writeString(folder.resolve("x.yaml"), Toys.scenario("x", 1));
    }

    private int lacuna(String... words) {
        return Lacuna.execute(words, new Outside(environment, folder, terminal, Toys::format, () -> cluster, beat));
    }

    private int run(String... more) {
        var words = new java.util.ArrayList<>(List.of("run", "x.yaml", "--context", "paper", "--output", "out"));
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
    void recover_needs_a_named_cluster_and_names_the_contexts() {
        assertThat(lacuna("recover")).isEqualTo(2);

        assertThat(terminal.complained()).contains("no cluster is named", "paper, stone");
        assertThat(cluster.deeds).isEmpty();
    }

    @Test
    void invalid_scenario_exits_2_with_the_place_and_a_guess() throws IOException {
        Files.writeString(folder.resolve("x.yaml"), Toys.scenario("x", 1).replace("who:", "whom:"));

        assertThat(run()).isEqualTo(2);
        assertThat(terminal.complained()).contains("x.yaml:8:28", "did you mean `who`?");
    }

    @Test
    void unknown_option_and_unknown_variable_exit_2() {
        assertThat(run("--tirals", "3")).isEqualTo(2);
        environment.put("LACUNA_OUTPT", "z");
        assertThat(run()).isEqualTo(2);
        assertThat(terminal.complained()).contains("--tirals", "did you mean `LACUNA_OUTPUT`?");
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
    void plan_shows_targets_rights_guards_and_settings_and_does_nothing() {
        cluster.lacking = List.of(new Right("create", "", "pods/exec", "lacuna-agents"));

        assertThat(lacuna("plan", "x.yaml", "--context", "paper")).isEqualTo(6);
        assertThat(terminal.written())
                .contains("context            paper  (--context)", "image              lacuna/lacuna:dev  (default)")
                .contains(
                        "LACKS create pods/exec in namespace lacuna-agents",
                        "has   list nodes",
                        "speaks through cp1 and cp3")
                .contains("guards: nothing to say against it", "back soon: max of api.recovery atMost 5s");
        assertThat(cluster.deeds).containsExactly("close");
    }

    @Test
    void targets_are_listed() {
        assertThat(lacuna("targets", "--context", "paper")).isZero();
        assertThat(terminal.written()).isEqualTo("Elections\n  kube-scheduler  led by cp2\n");
    }

    @Test
    void recover_exits_5_while_something_is_left() {
        cluster.remains = List.of(
                new Recovery.Found("r0", "packet filter on node cp2"), new Recovery.Found("r0", "helper pod on cp1"));
        cluster.unremovable = List.of("packet filter on node cp2");

        assertThat(lacuna("recover", "--context", "paper")).isEqualTo(5);
        assertThat(terminal.written())
                .contains(
                        "packet filter on node cp2 (run r0)",
                        "Removed:\n  helper pod on cp1",
                        "LEFT IN THE CLUSTER:\n  packet filter");
    }

    @Test
    void recover_mentions_what_it_leaves_alone_and_exits_0() {
        cluster.remains = List.of(new Recovery.Found("r0", "helper pod on cp1"));
        cluster.alone = List.of("node cp2: stopped process 17");

        assertThat(lacuna("recover", "--context", "paper")).isZero();
        assertThat(terminal.written())
                .contains("Not touched, since no journal says that Lacuna stopped it:\n  node cp2: stopped process 17")
                .doesNotContain("LEFT IN THE CLUSTER");
    }

    @Test
    void recover_with_nothing_left_exits_0() {
        assertThat(lacuna("recover", "--context", "paper")).isZero();
        assertThat(terminal.written()).isEqualTo("Nothing is left of any run.\n");
    }

    @Test
    void recover_reads_open_journals_on_disk_and_looks_at_every_node() throws IOException {
        var opened = line("OPENED", "{\"run\":\"r7\"}");
        var runs = Files.createDirectories(folder.resolve("runs/r7"));
        Files.writeString(runs.resolve("journal.jsonl"), opened + line("INTENT", "{}"));
        var over = Files.createDirectories(folder.resolve("runs/r8"));
        Files.writeString(
                over.resolve("journal.jsonl"),
                opened.replace("r7", "r8") + line("INTENT", "{}") + line("CLOSED", "{}"));

        assertThat(lacuna("recover", "--context", "paper", "--all-nodes", "--journal", "runs"))
                .isZero();
        assertThat(cluster.searched)
                .hasValueSatisfying(search -> assertThat(search.everyNode()).isTrue());
        assertThat(cluster.searched)
                .hasValueSatisfying(search -> assertThat(search.journals()).containsOnlyKeys("r7"));
    }

    @Test
    void recover_refuses_a_file_that_is_no_journal() {
        assertThat(lacuna("recover", "--context", "paper", "--journal", "x.yaml"))
                .isEqualTo(2);
        assertThat(terminal.complained()).contains("x.yaml is no journal of a run");
        assertThat(cluster.searched).isEmpty();
    }

    private static String line(String step, String details) {
        return "{\"wall\":\"2026-03-04T05:06:07Z\",\"step\":\"%s\",\"trial\":0,\"experiment\":\"\",\"what\":\"\",\"nodes\":[\"cp2\"],\"details\":%s}%n"
                .formatted(step, details);
    }

    @Test
    void validate_needs_no_cluster() {
        cluster.reachable = false;

        assertThat(lacuna("validate", "x.yaml")).isZero();
        assertThat(terminal.written()).endsWith("x.yaml: x: valid\n");
    }

    @Test
    void schemas_and_completion_are_printed() {
        assertThat(lacuna("schema")).isZero();
        assertThat(lacuna("schema", "report")).isZero();
        assertThat(lacuna("completion")).isZero();
        assertThat(terminal.written()).contains("Lacuna scenario", "Lacuna report", "complete -F", "--exclude-node");
        assertThat(lacuna("schema", "reprot")).isEqualTo(2);
    }

    @Test
    void no_command_is_wrong_usage_and_help_is_not() {
        assertThat(lacuna()).isEqualTo(2);
        assertThat(terminal.complained()).contains("Examples:", "recover");
        assertThat(lacuna("--help")).isZero();
        assertThat(lacuna("run", "--help")).isZero();
        assertThat(terminal.written()).contains("--kubeconfig", "Examples:");
    }

    @Test
    void version_names_the_program_and_an_unknown_flag_is_wrong_usage() {
        assertThat(lacuna("--version")).isZero();
        assertThat(terminal.written()).startsWith("lacuna ");
        assertThat(lacuna("--verzion")).isEqualTo(2);
        assertThat(terminal.complained()).contains("--verzion");
    }

    @Test
    void live_view_is_redrawn_and_leaves_only_lines_behind() {
        terminal.redrawing();

        assertThat(run("--yes")).isZero();
        assertThat(terminal.written()).contains("\u001b[J", "  api  ..####", "gap 1.", " s more\n");
    }
}
