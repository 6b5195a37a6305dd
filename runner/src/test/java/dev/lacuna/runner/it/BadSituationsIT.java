package dev.lacuna.runner.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What surrounds the runner is not as it should be: a clear word, the right exit code, and nothing is left. */
final class BadSituationsIT {
    /** Long enough for the packets that prove its share: some 260. */
    private static final String HARMLESS = Scenarios.of(
            "network: {loss: 20%, from: {component: etcd}, to: {component: etcd}, ports: [2380]}, for: 8s");

    private static final String OWN = "lacuna-it-rights";

    private final Testbed testbed = Testbed.orSkip();
    private final ControlPlane controlPlane = new ControlPlane(testbed);

    @TempDir
    Path folder;

    @BeforeEach
    @AfterEach
    void cluster_is_healthy() {
        controlPlane.awaitHealthy();
    }

    private Runs.Ended runWith(String server, String token) throws IOException {
        var authority = testbed.kubectl(
                "config", "view", "--raw", "-o", "jsonpath={.clusters[0].cluster.certificate-authority-data}");
        var kubeconfig = Files.writeString(
                folder.resolve("kubeconfig"),
                Scenarios.kubeconfig("elsewhere", server, "certificate-authority-data: " + authority, token));
        var runs = new Runs(kubeconfig, "elsewhere", folder);
        return runs.run(runs.scenario("x", HARMLESS));
    }

    private String server() {
        return testbed.kubectl("config", "view", "--raw", "-o", "jsonpath={.clusters[0].cluster.server}");
    }

    @Test
    void server_that_can_not_be_reached_is_named() throws IOException {
        var ended = runWith("https://127.0.0.1:9", "x");

        assertThat(ended.exit()).as(ended.said()).isEqualTo(6);
        assertThat(ended.said()).contains("127.0.0.1:9");
    }

    @Test
    void wrong_credentials_are_told_from_an_unreachable_server() throws IOException {
        var ended = runWith(server(), "nobody");

        assertThat(ended.exit()).as(ended.said()).isEqualTo(6);
        assertThat(ended.said()).contains("401");
        controlPlane.assertNothingLeft();
    }

    @Test
    void account_without_rights_is_told_what_lacks() throws IOException {
        testbed.kubectl("create", "namespace", OWN);
        try {
            testbed.kubectl("create", "serviceaccount", "poor", "-n", OWN);
            var token = testbed.kubectl("create", "token", "poor", "-n", OWN).strip();

            var ended = runWith(server(), token);

            assertThat(ended.exit()).as(ended.said()).isEqualTo(6);
            assertThat(ended.said())
                    .contains("system:serviceaccount:" + OWN + ":poor", "the right to `get namespaces` lacks")
                    .contains("list pods in namespace lacuna-agents", "  ClusterRole:", "docs/rbac.md");
        } finally {
            testbed.kubectl("delete", "namespace", OWN, "--wait=false");
        }
        controlPlane.assertNothingLeft();
    }

    @Test
    void image_that_is_not_there_is_named_with_its_node_and_nothing_is_left() {
        var runs = new Runs(testbed, folder);
        var ended = runs.run(runs.scenario("x", HARMLESS), "--image", "lacuna/none:1");

        assertThat(ended.exit()).as(ended.said()).isEqualTo(6);
        assertThat(ended.said()).contains("lacuna/none:1", "cp").doesNotContain(" s  injected: ");
        controlPlane.assertNothingLeft();
    }

    @Test
    void output_folder_that_can_not_be_made_keeps_the_run_from_beginning() {
        var runs = new Runs(testbed, folder);
        var ended = runs.run(runs.scenario("x", HARMLESS), "--output", "/proc/no-such-folder");

        assertThat(ended.exit()).as(ended.said()).isEqualTo(2);
        assertThat(ended.said()).contains("/proc/no-such-folder", "nothing was done");
        controlPlane.assertNothingLeft();
    }

    @Test
    void disk_that_is_full_keeps_the_run_from_beginning() throws IOException {
        var ended =
                runOnDisk("8k", disk -> Call.of(List.of("dd", "if=/dev/zero", "of=" + disk.resolve("all"), "bs=4k")));

        assertThat(ended.exit()).as(ended.said()).isEqualTo(3);
        assertThat(ended.said()).contains("No space left on device").doesNotContain(" s  injected: ");
        controlPlane.assertNothingLeft();
    }

    @Test
    void disk_that_runs_full_later_costs_the_files_and_neither_the_healing_nor_the_verdict() throws IOException {
        var ended = runOnDisk("12k", disk -> {});

        assertThat(ended.exit()).as(ended.said()).isZero();
        assertThat(ended.said())
                .contains("No space left on device", "nothing is left", "the verdict and the exit code stand");
        controlPlane.assertNothingLeft();
    }

    private Runs.Ended runOnDisk(String size, Consumer<Path> before) throws IOException {
        var disk = Files.createDirectory(folder.resolve("disk"));
        Call.orFail(List.of("mount", "-t", "tmpfs", "-o", "size=" + size, "lacuna-it", disk.toString()));
        try {
            before.accept(disk);
            var runs = new Runs(testbed, folder);
            return runs.run(
                    runs.scenario("x", HARMLESS),
                    "--output",
                    disk.resolve("out").toString());
        } finally {
            Call.orFail(List.of("umount", disk.toString()));
        }
    }
}
