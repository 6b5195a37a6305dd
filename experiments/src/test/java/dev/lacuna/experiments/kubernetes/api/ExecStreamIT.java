package dev.lacuna.experiments.kubernetes.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ExecStreamIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private TestCluster cluster;
    private String namespace;

    @BeforeAll
    void start() {
        cluster = TestCluster.orSkip();
        namespace = cluster.namespace("lacuna-exec-it");
        String image = System.getProperty("lacuna.testbed.image", "testbed/tools:1");
        String pods = "/api/v1/namespaces/%s/pods".formatted(namespace);
        cluster.loop().await(() -> false, Duration.ofMillis(500));
        String pod = """
            {"metadata": {"name": "target"}, "spec": {"restartPolicy": "Never", "terminationGracePeriodSeconds": 0, "enableServiceLinks": false,
             "containers": [{"name": "main", "image": "%s", "imagePullPolicy": "IfNotPresent", "command": ["sleep", "600"]}]}}
            """.formatted(image);
        cluster.send(ApiRequest.post(pods, JsonParser.parseString(pod).getAsJsonObject()));
        boolean[] running = {false};
        var watch = new ResourceWatch(
                cluster.server(),
                ApiQuery.of(pods),
                WatchPolicy.standard(),
                seen -> running[0] |=
                        JsonText.of(seen.object(), "status", "phase").orElse("").equals("Running"));
        watch.start();
        assertThat(cluster.loop().await(() -> running[0], Duration.ofSeconds(40)))
                .as("pod of image %s runs", image)
                .isTrue();
        cluster.loop().post(watch::close);
    }

    @AfterAll
    void stop() {
        if (namespace != null) {
            cluster.deleteNamespace(namespace);
        }
        if (cluster != null) {
            cluster.close();
        }
    }

    private ExecTarget target(String... command) {
        return new ExecTarget(namespace, "target", "main", List.of(command));
    }

    private ExecResult exec(Duration timeout, String... command) {
        return cluster.loop()
                .await(ExecStream.exec(cluster.server(), target(command), timeout), timeout.plusSeconds(2), "exec");
    }

    @Test
    void a_command_gives_output_errors_and_code() {
        assertThat(exec(TIMEOUT, "sh", "-c", "echo out; echo 'err ä' >&2; exit 3"))
                .isEqualTo(new ExecResult("out\n", "err ä\n", new ExecExit.Exited(3)));
        assertThat(exec(TIMEOUT, "sh", "-c", "echo short").exit().succeeded()).isTrue();
    }

    @Test
    void a_command_that_is_not_there_is_no_success() {
        assertThat(exec(TIMEOUT, "no-such-program").exit().succeeded()).isFalse();
    }

    @Test
    void a_command_that_takes_too_long_is_unknown() {
        assertThat(exec(Duration.ofMillis(700), "sleep", "5").exit()).isInstanceOf(ExecExit.Unknown.class);
    }

    @Test
    void a_pod_that_is_not_there_is_named() {
        assertThatThrownBy(() -> cluster.loop()
                        .await(
                                ExecStream.exec(
                                        cluster.server(),
                                        new ExecTarget(namespace, "gone", "main", List.of("true")),
                                        TIMEOUT),
                                TIMEOUT,
                                "exec"))
                .isInstanceOf(ApiException.class)
                .hasMessageContaining("create pods/exec " + namespace + "/gone")
                .hasMessageContaining("not found");
    }

    @Test
    void a_stream_answers_line_by_line_and_outlives_quiet_times() {
        var lines = new ArrayList<String>();
        var ends = new ArrayList<ExecExit>();
        var listener = new ExecListener() {
            @Override
            public void onLine(String line, long receivedAt) {
                lines.add(line);
            }

            @Override
            public void onClosed(ExecExit exit) {
                ends.add(exit);
            }
        };
        ExecStream stream = cluster.loop()
                .await(
                        ExecStream.open(
                                cluster.server(),
                                target("sh", "-c", "while read x; do echo \"got $x\"; done; exit 4"),
                                TIMEOUT,
                                listener),
                        TIMEOUT,
                        "open");
        var trips = new ArrayList<Long>();
        for (int i = 0; i < 50; i++) {
            long before = cluster.loop().now();
            assertThat(stream.send("line " + i)).isTrue();
            int expected = i + 1;
            assertThat(cluster.loop().await(() -> lines.size() == expected, TIMEOUT))
                    .isTrue();
            trips.add(cluster.loop().now() - before);
        }
        cluster.loop().await(() -> false, Duration.ofSeconds(4));
        assertThat(ends).isEmpty();
        assertThat(lines).last().isEqualTo("got line 49");
        assertThat(stream.closeInput()).isTrue();
        assertThat(cluster.loop().await(() -> !ends.isEmpty(), TIMEOUT)).isTrue();
        assertThat(ends).containsExactly(new ExecExit.Exited(4));
        trips.sort(Long::compare);
        System.out.printf("exec round trip, ms: median %.1f, largest %.1f%n", trips.get(25) / 1e6, trips.get(49) / 1e6);
    }
}
