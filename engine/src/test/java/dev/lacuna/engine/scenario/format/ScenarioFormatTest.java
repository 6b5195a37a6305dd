package dev.lacuna.engine.scenario.format;

import static dev.lacuna.engine.slo.Bound.atLeast;
import static dev.lacuna.engine.slo.Bound.atMost;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lacuna.engine.scenario.Bound;
import dev.lacuna.engine.scenario.Cron;
import dev.lacuna.engine.scenario.Pause;
import dev.lacuna.engine.scenario.Scenario;
import dev.lacuna.engine.scenario.Source;
import dev.lacuna.engine.scenario.shape.Origin;
import dev.lacuna.engine.scenario.shape.Problem;
import dev.lacuna.engine.scenario.shape.Share;
import dev.lacuna.engine.slo.Measurement;
import dev.lacuna.engine.slo.Statistic;
import dev.lacuna.engine.slo.Unit;
import dev.lacuna.engine.slo.Verdict;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ScenarioFormatTest {
    private static final String SMALLEST = """
            apiVersion: lacuna.dev/v1
            kind: Scenario
            metadata: {name: %s}
            spec:
              experiments: [{name: crash, kill: {target: {leader: kube-scheduler}}}]
              slos: [{name: leaderless, measure: election.kube-scheduler.gap, atMost: 24s}]
            """;

    @TempDir
    private Path folder;

    @Test
    void each_field_of_a_scenario_arrives_where_it_belongs() {
        var scenario = scenario("good/everything.yaml");

        assertThat(scenario.name()).isEqualTo("scheduler-leader-crash");
        assertThat(scenario.labels()).containsEntry("tier", "control-plane").containsEntry("example.com/owner", "42");
        assertThat(scenario.trials().count()).isEqualTo(3);
        assertThat(scenario.steadyState().hold()).isEqualTo(Duration.ofSeconds(10));
        assertThat(scenario.safeguards().maxDuration()).isEqualTo(Duration.ofMinutes(3));
        assertThat(scenario.safeguards().allow()).isEqualTo(Set.of("quorum"));
        assertThat(scenario.safeguards().abortWhen()).singleElement().satisfies(abort -> {
            assertThat(abort.probe()).isEqualTo("api");
            assertThat(abort.downFor()).isEqualTo(Duration.ofSeconds(60));
        });
    }

    @Test
    void experiments_keep_their_order_times_and_own_fields() {
        var experiments = scenario("good/everything.yaml").experiments();

        assertThat(experiments).extracting("name").containsExactly("leader crashes", "lossy", "over");
        assertThat(experiments.get(1).at()).contains(Duration.ofSeconds(90));
        assertThat(experiments.get(1).lasting()).contains(Duration.ofSeconds(20));
        assertThat(experiments.get(1).fault()).isInstanceOfSatisfying(Toys.Network.class, network -> {
            assertThat(network.target()).isEqualTo(new Toys.Members("etcd", Optional.of(2), Optional.empty()));
            assertThat(network.loss()).contains(new Share(125_000));
            assertThat(network.ports()).containsExactly(2379, 2380);
        });
        assertThat(experiments.get(0).fault())
                .isEqualTo(new Toys.Kill(
                        new Toys.Leader("kube-scheduler"),
                        Toys.Signal.KILL,
                        new Origin("good/everything.yaml", 18, 13, "spec.experiments[0].kill")));
    }

    @Test
    void a_probe_without_a_pace_has_that_of_its_kind() {
        var probes = Toys.FORMAT
                .read(
                        "x.yaml",
                        SMALLEST.formatted("paces")
                                + "  probes: [{name: one, canary: scheduler}, {name: two, api: {}, every: 70ms}]\n")
                .scenarios()
                .get(0)
                .probes();

        assertThat(probes.get(0)).isInstanceOfSatisfying(Toys.Canary.class, canary -> {
            assertThat(canary.every()).isEqualTo(Duration.ofMillis(200));
            assertThat(canary.head().timeout()).isEqualTo(Duration.ofSeconds(2));
        });
        assertThat(probes.get(1).every()).isEqualTo(Duration.ofMillis(70));
    }

    @Test
    void bounds_carry_their_unit() {
        var slos = scenario("good/everything.yaml").slos();

        assertThat(slos)
                .extracting("bound")
                .containsExactly(
                        new Bound(atMost(24, Unit.SECONDS), "24s"),
                        new Bound(atMost(25, Unit.SECONDS), "25s"),
                        new Bound(atLeast(0.9995, Unit.SHARE), "99.95%"),
                        new Bound(atMost(7, Unit.COUNT), "7"));
        assertThat(slos.get(0).statistic()).isEqualTo(Statistic.MAX);
        assertThat(slos.get(1).statistic()).isEqualTo(Statistic.P95);
        assertThat(slos.get(0).bound().limit().verdict(Measurement.exactly(24, Unit.SECONDS)))
                .isEqualTo(Verdict.PASS);
        assertThat(slos.get(2).bound().limit().verdict(Measurement.exactly(0.9994, Unit.SHARE)))
                .isEqualTo(Verdict.FAIL);
    }

    @Test
    void what_is_left_out_has_the_defaults_of_the_reference() {
        var scenario = Toys.FORMAT
                .read("x.yaml", SMALLEST.formatted("small"))
                .scenarios()
                .get(0);

        assertThat(scenario.trials().count()).isEqualTo(1);
        assertThat(scenario.trials().pause()).isEqualTo(new Pause.Auto());
        assertThat(scenario.safeguards().maxDuration()).isEqualTo(Duration.ofMinutes(10));
        assertThat(scenario.schedule()).isEmpty();
        assertThat(scenario.probes()).isEmpty();
        assertThat(Toys.FORMAT.reference())
                .contains(
                        "| `spec.trials.pause` | `auto`, or a duration such as 30s | `auto` |",
                        "| `spec.safeguards.maxDuration`",
                        "| `10m` |");
    }

    @Test
    void a_schedule_is_read_though_run_ignores_it() {
        var schedule = scenario("good/everything.yaml").schedule().orElseThrow();

        assertThat(schedule.cron()).isEqualTo(new Cron("0 3 * * 1-5", 1, 8, 0xFFFFFFFEL, 0x1FFE, 0x3E, true));
        assertThat(schedule.zone().getId()).isEqualTo("Europe/Berlin");
        assertThat(schedule.quiet().get(0).has(LocalDate.of(2027, 1, 3))).isTrue();
        assertThat(schedule.quiet().get(0).has(LocalDate.of(2027, 1, 4))).isFalse();
    }

    @Test
    void a_day_is_meant_by_either_of_its_two_fields_unless_one_is_a_star() {
        var either = cron("0 0 13 * 5");
        var both = cron("0 0 * * 7");

        assertThat(either.hasDay(3, 13, 2)).isTrue();
        assertThat(either.hasDay(3, 12, 5)).isTrue();
        assertThat(either.hasDay(3, 12, 2)).isFalse();
        assertThat(both.hasDay(3, 12, 0)).isTrue();
        assertThat(both.hasDay(3, 12, 1)).isFalse();
    }

    @Test
    void the_digest_is_that_of_the_file_as_sha256sum_says_it() {
        var source = new Source("x", "abc".getBytes(StandardCharsets.UTF_8));

        assertThat(source.digest()).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void a_folder_is_read_in_the_order_of_its_names_without_hidden_and_other_files() throws IOException {
        write("b.yml", SMALLEST.formatted("second"));
        write("a/z.yaml", SMALLEST.formatted("first"));
        write("c.txt", "[");
        write(".hidden.yaml", "[");
        write("..data/b.yml", "[");
        var result = Toys.FORMAT.read(folder);

        assertThat(result.problems()).isEmpty();
        assertThat(result.scenarios()).extracting(Scenario::name).containsExactly("first", "second");
        assertThat(result.scenarios().get(0).file())
                .isEqualTo(folder.resolve("a/z.yaml").toString());
    }

    @Test
    void problems_of_all_files_are_reported_in_the_order_of_reading() throws IOException {
        var one = write("one.yaml", "apiVersion: x\n");
        var two = write("two.yaml", SMALLEST.formatted("UPPER"));
        var result = Toys.FORMAT.read(two, one);

        assertThat(result.problems())
                .extracting(problem -> problem.origin().file())
                .startsWith(two.toString(), one.toString());
        assertThat(result.valid()).isFalse();
    }

    @Test
    void scenarios_that_are_read_together_need_names_of_their_own() throws IOException {
        var one = write("one.yaml", SMALLEST.formatted("same"));
        write("two.yaml", SMALLEST.formatted("same"));

        assertThat(Toys.FORMAT.read(folder).problems())
                .extracting(Problem::message)
                .singleElement()
                .asString()
                .contains("`same`", one + ":3");
    }

    @Test
    void a_file_that_is_named_twice_is_read_once() throws IOException {
        var one = write("one.yaml", SMALLEST.formatted("once"));

        assertThat(Toys.FORMAT.read(one, folder, folder)).satisfies(result -> {
            assertThat(result.problems()).isEmpty();
            assertThat(result.scenarios()).hasSize(1);
        });
    }

    @Test
    void a_folder_that_leads_into_itself_is_entered_once() throws IOException {
        write("a/one.yaml", SMALLEST.formatted("once"));
        Files.createSymbolicLink(folder.resolve("a/loop"), folder);

        assertThat(Toys.FORMAT.read(folder).scenarios()).hasSize(1);
    }

    @Test
    void paths_that_hold_nothing_to_read_are_problems() throws IOException {
        Files.createDirectory(folder.resolve("empty"));
        Files.createSymbolicLink(folder.resolve("broken.yaml"), folder.resolve("nowhere"));

        assertThat(messages(folder.resolve("empty"))).containsExactly("holds no file that ends in .yaml or .yml");
        assertThat(messages(folder.resolve("absent.yaml"))).containsExactly("is not there; check the path");
        assertThat(messages(folder.resolve("broken.yaml"))).containsExactly("is not there; check the path");
        assertThat(messages(Path.of("/dev/null"))).containsExactly("is not a regular file");
        assertThat(messages()).containsExactly("no file or folder was named");
    }

    @Test
    void a_file_of_a_mebibyte_and_more_is_refused_without_being_read_to_its_end() throws IOException {
        var big = write("big.yaml", "#".repeat(100) + "\n");
        try (var file = new RandomAccessFile(big.toFile(), "rw")) {
            file.setLength(1L << 40);
        }

        assertThat(messages(big)).containsExactly("is longer than 1 MiB; nothing that long is read");
    }

    private List<String> messages(Path... paths) {
        return Toys.FORMAT.read(paths).problems().stream().map(Problem::message).toList();
    }

    private Path write(String name, String text) throws IOException {
        var file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private static Cron cron(String text) {
        return Toys.FORMAT
                .read("x.yaml", SMALLEST.formatted("x") + "  schedule: {cron: \"" + text + "\"}\n")
                .scenarios()
                .get(0)
                .schedule()
                .orElseThrow()
                .cron();
    }

    private static Scenario scenario(String name) {
        var result = Toys.FORMAT.read(name, new Corpus(Corpus.root().resolve(name)).bytes());
        assertThat(result.problems()).isEmpty();
        return result.scenarios().get(0);
    }
}
