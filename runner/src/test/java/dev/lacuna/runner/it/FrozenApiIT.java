package dev.lacuna.runner.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The API server that the kubeconfig names goes away in the middle of a recovery. The number must not move: it is held against the testbed's witness, which
 * watches every API server and the processes themselves, and knows nothing of Lacuna.
 */
final class FrozenApiIT {
    private static final Duration BEGINNING = Duration.ofSeconds(60);

    /** By how much the number may move, in seconds. */
    private static final double LAG = 0.05;

    private static final String SCENARIO = """
            apiVersion: lacuna.dev/v1
            kind: Scenario
            metadata: {name: frozen-api}
            spec:
              steadyState: {hold: 3s}
              experiments:
                - {name: leader crashes, kill: {target: {leader: kube-scheduler}, signal: KILL}}
              probes:
                - {name: scheduling, canary: scheduler, every: 200ms}
              slos:
                - {name: leaderless, measure: election.kube-scheduler.gap, atMost: 60s}
            """;

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
    void api_server_that_is_frozen_for_20_s_does_not_move_the_number() throws IOException {
        var witness = new Witness(Duration.ofSeconds(75));
        var run = startThrough("cp1");
        run.awaitEvent("\"event\":\"Injected\"", BEGINNING);
        long server = apiServer("cp1").get(0);
        signal("STOP", server);
        try {
            Patience.forAsLongAs(Duration.ofSeconds(20));
        } finally {
            signal("CONT", server);
        }

        assertAgree(run.end(), witness);
    }

    @Test
    void api_server_that_is_killed_again_and_again_does_not_move_the_number() throws IOException {
        var witness = new Witness(Duration.ofSeconds(90));
        var run = startThrough("cp1");
        run.awaitEvent("\"event\":\"Injected\"", BEGINNING);
        for (int second = 0; second < 60; second++) {
            apiServer("cp1").forEach(server -> Call.of(List.of("kill", "-KILL", Long.toString(server))));
            Patience.forAsLongAs(Duration.ofSeconds(1));
        }

        assertAgree(run.end(), witness);
    }

    /** The kubeconfig names this node's API server instead of the balancer. */
    private Runs.Going startThrough(String node) throws IOException {
        var address = testbed.kubectl(
                "get", "node", node, "-o", "jsonpath={.status.addresses[?(@.type=='InternalIP')].address}");
        var text = Files.readString(testbed.kubeconfig())
                .replaceAll("server: https://[^\\s]+", "server: https://" + address + ":6443");
        var kubeconfig = Files.writeString(folder.resolve("kubeconfig"), text);
        var runs = new Runs(kubeconfig, Testbed.CONTEXT, folder);
        return runs.start(runs.scenario("frozen-api", SCENARIO));
    }

    private static List<Long> apiServer(String node) {
        return Nodes.PodProcess.all().stream()
                .filter(process -> process.node().equals(node) && process.name().equals("kube-apiserver"))
                .map(Nodes.PodProcess::pid)
                .toList();
    }

    private static void signal(String name, long process) {
        Call.orFail(List.of("kill", "-" + name, Long.toString(process)));
    }

    private void assertAgree(Runs.Ended ended, Witness witness) throws IOException {
        System.out.println(ended.said());
        assertThat(ended.exit()).as(ended.said()).isZero();
        var measured = ended.report().measure("election.kube-scheduler.gap");
        double truth = witness.gap();
        System.out.printf(
                "measured %.3f to %.3f s, truly %.3f s%n", measured.lower() / 1e9, measured.upper() / 1e9, truth);
        assertThat(truth).isBetween(measured.lower() / 1e9 - LAG, measured.upper() / 1e9 + LAG);
        controlPlane.assertNothingLeft();
    }

    /** The testbed's witness of the scheduler's lease and processes. */
    private final class Witness {
        private final Path said = folder.resolve("witness.jsonl");
        private final Process process;

        Witness(Duration length) throws IOException {
            process = new ProcessBuilder(testbed.command(
                            "witness",
                            "--for",
                            length.toSeconds() + "s",
                            "--process",
                            "kube-scheduler",
                            "--lease",
                            "kube-system/kube-scheduler"))
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
        }

        /** From the old holder's exit to the first record of the new one, in seconds. */
        double gap() throws IOException {
            Patience.until("the end of the witness", Duration.ofMinutes(2), () -> !process.isAlive());
            return Files.readAllLines(said).stream()
                    .filter(line -> line.contains("\"event\":\"summary\""))
                    .map(line -> JsonParser.parseString(line).getAsJsonObject())
                    .flatMap(summary -> objects(summary, "leases"))
                    .flatMap(lease -> objects(lease, "handovers"))
                    .filter(handover -> handover.has("gap"))
                    .map(handover -> handover.get("gap").getAsDouble())
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("the witness saw no handover"));
        }

        private static Stream<JsonObject> objects(JsonObject parent, String key) {
            return StreamSupport.stream(parent.getAsJsonArray(key).spliterator(), false)
                    .map(JsonElement::getAsJsonObject);
        }
    }
}
