package dev.lacuna.runner.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Every scenario of the library on a real control plane, in an order in which no container is killed twice if that can be avoided: the kubelet puts off the second
 * restart of a container by 10 s, the third by 20 s.
 */
final class LibraryIT {
    /** Seeds by which the draw of random-control-plane-pod-killed falls on the scheduler of this node. */
    private static final Map<String, Long> SEEDS = Map.of("cp1", 1L, "cp2", 2L, "cp3", 6L);

    /** What a scenario has to show. */
    sealed interface Expected {
        String scenario();

        /**
         * A process that is ended.
         *
         * @param exitCode of the container that is hit, or nothing where its components differ; {@code election}: what it leads, or nothing
         */
        record Kill(String scenario, String exitCode, String election) implements Expected {}

        record Filter(String scenario, String counted) implements Expected {}

        /** Leadership that moves while nothing ends; {@code shown} is among the evidence. */
        record Move(String scenario, String shown) implements Expected {}
    }

    private static final List<Expected> SCENARIOS = List.of(
            new Expected.Kill("scheduler-leader-crash", "137", "kube-scheduler"),
            new Expected.Kill("controller-manager-leader-crash", "137", "kube-controller-manager"),
            new Expected.Filter("etcd-peer-loss", "30.0 % were asked"),
            new Expected.Kill("controller-manager-leader-certain", "137", "kube-controller-manager"),
            new Expected.Filter("api-server-cut-off", "dropped"),
            new Expected.Kill("controller-manager-leader-graceful", "", "kube-controller-manager"),
            new Expected.Filter("etcd-leader-partitioned", "dropped"),
            new Expected.Move("etcd-leader-transferred", "asked for in another pod; before, "),
            new Expected.Kill("random-control-plane-pod-killed", "137", ""),
            new Expected.Kill("api-server-killed", "137", ""),
            new Expected.Kill("etcd-member-killed", "137", ""));

    private final Testbed testbed = Testbed.orSkip();
    private final ControlPlane controlPlane = new ControlPlane(testbed);

    @TempDir
    Path folder;

    @BeforeEach
    @AfterEach
    void cluster_is_healthy() {
        controlPlane.awaitHealthy();
    }

    @Test
    void every_scenario_of_the_library_is_here() throws IOException {
        try (Stream<Path> files = Files.list(LacunaProcess.top().resolve("scenarios"))) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".yaml", "")))
                    .containsExactlyInAnyOrderElementsOf(
                            SCENARIOS.stream().map(Expected::scenario).toList());
        }
    }

    @ParameterizedTest
    @FieldSource("SCENARIOS")
    void scenario_passes_with_its_proof_and_leaves_nothing(Expected expected) {
        var ended = new Runs(testbed, folder)
                .run("scenarios/" + expected.scenario() + ".yaml", "--seed", Long.toString(seed(expected)));

        System.out.println(ended.said());
        assertThat(ended.exit()).as(ended.said()).isZero();
        var report = ended.report();
        assertThat(report.verdict()).isEqualTo("PASS");
        assertThat(report.leftovers()).isEmpty();
        assertThat(report.proofHeld()).isTrue();
        assertThat(report.values()).isNotEmpty();
        if (expected instanceof Expected.Kill kill) {
            assertKilled(kill, report);
        } else if (expected instanceof Expected.Filter filter) {
            assertThat(report.evidence()).anyMatch(line -> line.contains(filter.counted()));
        } else if (expected instanceof Expected.Move move) {
            assertThat(report.evidence()).anyMatch(line -> line.contains(move.shown()));
        }
        controlPlane.assertNothingLeft();
    }

    private void assertKilled(Expected.Kill kill, Report report) {
        var old = report.containerId().substring(0, 12);
        assertThat(report.evidence())
                .anyMatch(line -> line.startsWith("container " + old + " ended with exit code " + kill.exitCode()))
                .anyMatch(line -> line.contains("took its place") && !line.contains(old));
        if (!kill.election().isEmpty()) {
            var handover = report.handover();
            assertThat(handover.get("oldHolder").getAsString()).startsWith(report.node() + "_");
            assertThat(handover.get("newHolder").getAsString())
                    .isNotEqualTo(handover.get("oldHolder").getAsString());
            var gap = report.measure("election." + kill.election() + ".gap");
            assertThat(gap.lower()).isPositive();
        }
    }

    /** The draw is to spare who was hit already. */
    private long seed(Expected expected) {
        if (!expected.scenario().startsWith("random-")) {
            return 1;
        }
        var spared = testbed.list("pods", "-n", "kube-system", "-l", "component=kube-scheduler").stream()
                .min(Comparator.comparing(ControlPlane::lastStart))
                .orElseThrow();
        return SEEDS.get(spared.getAsJsonObject("spec").get("nodeName").getAsString());
    }
}
