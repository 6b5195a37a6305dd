package dev.lacuna.runner.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lacuna.runner.Lacuna;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scenarios that one call runs one after another, each on a cluster that has got over the one before. */
final class SeveralScenariosTest {
    private static final String NOT_READY = "pod kube-system/etcd-cp3 on node cp3 is not Ready";

    @TempDir
    Path folder;

    private final FakeTerminal terminal = new FakeTerminal();
    private final FakeCluster cluster = new FakeCluster();
    private final FakeBeat beat = new FakeBeat();
    private final List<Long> injectedAt = new ArrayList<>();

    @BeforeEach
    void write_scenarios() throws IOException {
        Files.writeString(folder.resolve("x.yaml"), Toys.scenario("x", 1));
        Files.writeString(folder.resolve("y.yaml"), Toys.scenario("y", 1).replace("pause: 4s", "pause: auto"));
    }

    private int run(String... files) {
        var words = new ArrayList<>(List.of("run", "--context", "paper", "--output", "out", "--yes"));
        words.addAll(List.of(files));
        return Lacuna.execute(
                words.toArray(String[]::new),
                new Outside(Map.of(), folder, terminal, Toys::format, () -> cluster, beat));
    }

    /** From the end of the first scenario on, for so long. */
    private void breakAfterTheFirst(Duration length) {
        cluster.before = deed -> {
            if (deed.equals("close")) {
                cluster.unsettled = List.of(NOT_READY);
            }
            if (deed.startsWith("look") && !cluster.unsettled.isEmpty()) {
                FakeBeat.current().at(length.toNanos(), () -> cluster.unsettled = List.of());
            }
            if (deed.equals("inject")) {
                injectedAt.add(FakeBeat.current().now());
            }
        };
    }

    @Test
    void next_scenario_waits_until_the_cluster_is_as_it_was() {
        breakAfterTheFirst(Duration.ofSeconds(70));

        assertThat(run("x.yaml", "y.yaml")).isZero();

        assertThat(injectedAt.get(1)).isGreaterThan(Duration.ofSeconds(70).toNanos());
        assertThat(terminal.complained())
                .containsOnlyOnce(
                        "y: waiting until the cluster is as it was before the first scenario, for 360 s at most: "
                                + NOT_READY)
                .contains("y: the cluster is as it was, after 70 s")
                .doesNotContain("x: waiting");
    }

    @Test
    void next_scenario_does_not_wait_for_ever() {
        breakAfterTheFirst(Duration.ofHours(2));

        assertThat(run("x.yaml", "y.yaml")).isZero();

        assertThat(injectedAt.get(1))
                .isBetween(
                        Duration.ofSeconds(360).toNanos(),
                        Duration.ofSeconds(370).toNanos());
        assertThat(terminal.complained())
                .contains("warning: y begins although this has not passed in 360 s: " + NOT_READY);
    }

    @Test
    void what_was_so_before_the_first_is_not_waited_for() {
        cluster.unsettled = List.of(NOT_READY);

        assertThat(run("x.yaml", "y.yaml")).isZero();

        assertThat(terminal.complained()).isEmpty();
    }

    @Test
    void cluster_that_cannot_be_reached_is_told_once_and_no_scenario_is_tried_after_the_first() {
        cluster.reachable = false;

        assertThat(run("x.yaml", "y.yaml")).isEqualTo(6);

        assertThat(terminal.complained())
                .containsOnlyOnce("cannot reach paper: connection refused")
                .contains("no scenario was run");
        assertThat(cluster.attempts).isEqualTo(1);
    }

    @Test
    void cluster_that_is_lost_between_scenarios_is_tried_for_each_and_told_once() throws IOException {
        Files.writeString(folder.resolve("z.yaml"), Toys.scenario("z", 1));
        cluster.before = deed -> cluster.reachable &= !deed.equals("close");

        assertThat(run("x.yaml", "y.yaml", "z.yaml")).isEqualTo(6);

        assertThat(terminal.complained())
                .containsOnlyOnce("cannot reach paper: connection refused")
                .contains("y: cannot reach paper", "z: not run, for the same reason");
        assertThat(cluster.attempts).isEqualTo(3);
    }

    @Test
    void single_scenario_does_not_even_look() {
        assertThat(run("x.yaml")).isZero();

        assertThat(cluster.deeds).noneMatch(deed -> deed.startsWith("look"));
    }

    @Test
    void automatic_pause_bears_longer_with_what_the_scenario_before_has_left() {
        cluster.before = deed -> {
            if (deed.equals("close")) {
                cluster.degraded = List.of(NOT_READY);
            }
            if (deed.startsWith("look") && !cluster.degraded.isEmpty()) {
                FakeBeat.current().at(Duration.ofSeconds(200).toNanos(), () -> cluster.degraded = List.of());
            }
        };

        assertThat(run("x.yaml", "y.yaml")).isZero();
    }
}
