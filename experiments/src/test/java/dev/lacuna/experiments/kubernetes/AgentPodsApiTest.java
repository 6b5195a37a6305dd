package dev.lacuna.experiments.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lacuna.experiments.kubernetes.api.FakeAnswer;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class AgentPodsApiTest {
    private static final String PATH = "/api/v1/namespaces/lacuna-agents/pods/lacuna-agent-cp1-r1";
    private static final String POD = """
            {"metadata": {"name": "lacuna-agent-cp1-r1", "namespace": "lacuna-agents", "uid": "5c-61"}, "spec": {"nodeName": "cp1"}}
            """;
    private final FakeCluster cluster = new FakeCluster();
    private final AgentPods pods = new AgentPods(cluster.servers, FakeCluster.settings());

    @AfterEach
    void close() throws IOException {
        cluster.close();
    }

    @Test
    void deletion_that_nobody_is_known_to_have_heard_of_is_sent_again_with_the_same_precondition() {
        cluster.cp1.next(PATH, FakeAnswer.reset());
        cluster.balancer.next(PATH, FakeAnswer.json(FakeCluster.json(POD)));
        cluster.balancer.next(PATH, FakeAnswer.json(FakeCluster.json(POD)));
        cluster.balancer.next(PATH, FakeAnswer.status(404, "NotFound", "gone"));

        assertThat(cluster.await(pods.remove(FakeCluster.json(POD)))).isEmpty();
        assertThat(FakeCluster.changes(cluster.cp1)).hasSize(1);
        assertThat(FakeCluster.changes(cluster.balancer))
                .singleElement()
                .satisfies(request -> assertThat(request.body()).contains("5c-61"));
    }

    @Test
    void deletion_that_was_accepted_is_sent_once() {
        cluster.cp1.next(PATH, FakeAnswer.json(FakeCluster.json(POD)));
        cluster.cp1.next(PATH, FakeAnswer.json(FakeCluster.json(POD)));
        cluster.cp1.next(PATH, FakeAnswer.status(404, "NotFound", "gone"));

        assertThat(cluster.await(pods.remove(FakeCluster.json(POD)))).isEmpty();
        assertThat(FakeCluster.changes(cluster.cp1)).hasSize(1);
    }
}
