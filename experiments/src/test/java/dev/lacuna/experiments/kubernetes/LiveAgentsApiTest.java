package dev.lacuna.experiments.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import dev.lacuna.experiments.controlplane.NodeAgent;
import dev.lacuna.experiments.controlplane.NodeAgentFailure;
import dev.lacuna.experiments.controlplane.NodeAgentFailure.Reason;
import dev.lacuna.experiments.kubernetes.api.FakeAnswer;
import dev.lacuna.experiments.kubernetes.api.FakeRequest;
import dev.lacuna.experiments.kubernetes.read.Json;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Helper pods, and what becomes of a node's agent whose pod has ended. */
final class LiveAgentsApiTest {
    private static final String PODS = "/api/v1/namespaces/lacuna-agents/pods";
    private static final String FIRST = "lacuna-agent-r1-cp2";

    private final FakeCluster cluster = new FakeCluster();
    private final ConnectSettings settings = FakeCluster.settings();
    private final LiveAgents agents =
            new LiveAgents(cluster.servers, new AgentPods(cluster.servers, settings), "lacuna-agents");

    /** Names of the pods that were created; all of them are said to run for ever. */
    private final List<String> created = new CopyOnWriteArrayList<>();

    private volatile Optional<FakeAnswer> execOfTheFirst = Optional.empty();

    @BeforeEach
    void a_node_and_an_agent_that_says_hello() {
        for (var server : List.of(cluster.cp1, cluster.balancer)) {
            server.always(this::answer);
            server.exec().program(line -> {
                var words = line.split(" ", -1);
                String ok = words[0] + " ok at=" + System.nanoTime();
                return words[2].equals("hello")
                        ? ok
                                + " clock=timer_list step=0 wall=1700000000000000000 wallError=0 boot=b1 nft=yes iptables=no netem=no nc=yes"
                        : ok;
            });
        }
    }

    @AfterEach
    void close() throws IOException {
        cluster.loop.post(agents::close);
        cluster.close();
    }

    private Optional<FakeAnswer> answer(FakeRequest request) {
        if (request.path().startsWith("/api/v1/nodes")) {
            return json(
                    "{\"items\": [{\"metadata\": {\"name\": \"cp2\"}, \"status\": {\"conditions\": [{\"type\": \"Ready\", \"status\": \"True\"}]}}]}");
        }
        if (request.path().equals("/api/v1/namespaces/lacuna-agents")) {
            return json("{}");
        }
        if (request.path().startsWith(PODS + "/" + FIRST + "/exec?")) {
            return execOfTheFirst;
        }
        return request.path().startsWith(PODS) && !request.path().contains("/exec?") ? pods(request) : Optional.empty();
    }

    private Optional<FakeAnswer> pods(FakeRequest request) {
        if (request.method().equals("POST")) {
            String name = Json.text(FakeCluster.body(request), "metadata", "name");
            created.add(name);
            return json(pod(name));
        }
        return request.path().startsWith(PODS + "/")
                ? json(pod(request.path().substring(PODS.length() + 1)))
                : json(created.stream()
                        .map(LiveAgentsApiTest::pod)
                        .collect(Collectors.joining(", ", "{\"items\": [", "]}")));
    }

    private static String pod(String name) {
        return """
                {"metadata": {"name": "%1$s", "uid": "u-%1$s"}, "spec": {"nodeName": "cp2"},
                 "status": {"phase": "Running", "containerStatuses": [{"name": "agent", "state": {"running": {}}}]}}
                """.formatted(name);
    }

    private static Optional<FakeAnswer> json(String text) {
        JsonObject body = FakeCluster.json(text);
        return Optional.of(FakeAnswer.json(body));
    }

    private NodeAgent agent() {
        var asked = new CompletableFuture<NodeAgent>();
        cluster.loop.post(() -> {
            var unused = agents.agents(Set.of("cp2"), Set.of()).whenComplete((all, failure) -> {
                if (failure == null) {
                    asked.complete(all.get("cp2"));
                } else {
                    asked.completeExceptionally(failure);
                }
            });
        });
        return cluster.await(asked);
    }

    /** Every link is lost, and each new one gets this answer. */
    private void answerExecWith(FakeAnswer answer) {
        for (var server : List.of(cluster.cp1, cluster.balancer)) {
            server.exec().program(line -> "");
        }
        execOfTheFirst = Optional.of(answer);
        cluster.cp1.resetAll();
        cluster.balancer.resetAll();
    }

    private void assertEnded(NodeAgent agent) {
        assertThatThrownBy(() -> cluster.await(agent.heal()))
                .isInstanceOfSatisfying(
                        NodeAgentFailure.class,
                        failure -> assertThat(failure.reason()).isEqualTo(Reason.ENDED))
                .hasMessageContaining("node cp2");
    }

    @Test
    void agent_whose_pod_runs_is_spoken_to_again() {
        var agent = agent();

        assertThat(agent()).isSameAs(agent);
        assertThat(created).containsExactly(FIRST);
    }

    @Test
    void agent_whose_container_has_ended_gives_way_to_a_new_one_though_its_pod_is_still_said_to_run() {
        var ended = agent();
        answerExecWith(FakeAnswer.status(500, "InternalError", "container not found (\"agent\")"));
        assertEnded(ended);

        a_node_and_an_agent_that_says_hello();

        assertThat(agent()).isNotSameAs(ended);
        assertThat(created).containsExactly(FIRST, FIRST + "-1");
    }

    @Test
    void agent_whose_pod_is_gone_has_ended() {
        var agent = agent();
        answerExecWith(FakeAnswer.status(404, "NotFound", "pods \"" + FIRST + "\" not found"));

        assertEnded(agent);
    }

    @Test
    void kubelet_that_does_not_know_the_pod_yet_says_nothing_of_its_agent() {
        var agent = agent();
        answerExecWith(FakeAnswer.status(404, "", "pod does not exist"));
        var healed = agent.heal();
        a_node_and_an_agent_that_says_hello();
        execOfTheFirst = Optional.empty();

        cluster.await(healed);
    }

    @Test
    void stream_that_ends_with_the_kubelets_word_shows_the_agents_end_too() {
        var agent = agent();
        String told =
                "exit:{\"status\": \"Failure\", \"message\": \"unable to upgrade connection: container not found\"}";
        cluster.cp1.exec().atOnce(told);
        cluster.balancer.exec().atOnce(told);
        answerExecWith(cluster.cp1.exec());

        assertEnded(agent);
    }
}
