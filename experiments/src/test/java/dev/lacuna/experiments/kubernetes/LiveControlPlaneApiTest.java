package dev.lacuna.experiments.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import dev.lacuna.engine.fault.FaultException;
import dev.lacuna.engine.fault.Right;
import dev.lacuna.experiments.controlplane.ApiInstance;
import dev.lacuna.experiments.controlplane.Distribution;
import dev.lacuna.experiments.kubernetes.api.ApiException;
import dev.lacuna.experiments.kubernetes.api.FakeAnswer;
import dev.lacuna.experiments.kubernetes.api.FakeApiServer;
import dev.lacuna.experiments.kubernetes.api.TestAccess;
import dev.lacuna.experiments.kubernetes.api.TestLoop;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class LiveControlPlaneApiTest {
    private static final String CONFIG_MAPS = "/api/v1/namespaces/lacuna/configmaps";
    private final TestLoop loop = new TestLoop();
    private final FakeApiServer server = FakeApiServer.plain();

    @AfterEach
    void close() throws IOException {
        server.close();
        loop.close();
    }

    private CompletableFuture<LiveControlPlane> connecting() {
        var settings = FakeCluster.settings();
        return LiveControlPlane.connect(TestAccess.plain(server, loop), settings, loop, loop.network());
    }

    private LiveControlPlane connect() {
        server.next("/version", json("{\"gitVersion\": \"v1.36.3\"}"));
        server.next("/api/v1/namespaces/kube-system/pods", json("{\"items\": []}"));
        server.next("/api/v1/namespaces/kube-system", json("{\"metadata\": {\"uid\": \"c-1\"}}"));
        server.next(
                "/api/v1/nodes",
                json(
                        "{\"items\": [{\"metadata\": {\"name\": \"n1\", \"labels\": {\"eks.amazonaws.com/nodegroup\": \"a\"}}}]}"));
        return await(connecting());
    }

    private static FakeAnswer json(String text) {
        return FakeAnswer.json(FakeCluster.json(text));
    }

    private <T> T await(CompletableFuture<T> answer) {
        return loop.await(answer, Duration.ofSeconds(20), "an answer");
    }

    @Test
    void a_cluster_whose_servers_are_hidden_is_spoken_to_through_the_kubeconfigs_server() {
        try (var plane = connect()) {
            assertThat(plane.identity().uid()).isEqualTo("c-1");
            assertThat(plane.identity().distribution()).isEqualTo(Distribution.MANAGED);
            assertThat(plane.instances()).containsExactly(new ApiInstance("", "127.0.0.1", server.port()));
        }
    }

    @Test
    void wrong_credentials_are_named() {
        server.next("/version", FakeAnswer.status(401, "Unauthorized", "Unauthorized"));

        assertThatThrownBy(() -> await(connecting()))
                .isInstanceOf(ApiException.class)
                .hasMessageContaining("expired");
    }

    @Test
    void rights_that_lack_are_told_also_where_nothing_of_the_cluster_may_be_read() {
        String reviews = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";
        server.when(
                request -> request.path().equals(reviews) && request.body().contains("\"nodes\""),
                json("{\"status\": {\"allowed\": false}}"));
        server.when(
                request -> request.path().equals(reviews) && request.body().contains("\"pods\""),
                json("{\"status\": {\"allowed\": true}}"));
        var nodes = new Right("list", "", "nodes", "");
        var pods = new Right("list", "", "pods", "kube-system");

        var lacking = await(
                LiveControlPlane.lacking(TestAccess.plain(server, loop), List.of(nodes, pods), loop, loop.network()));

        assertThat(lacking).containsExactly(nodes);
    }

    @Test
    void a_server_that_is_not_there_is_named() throws IOException {
        server.close();

        assertThatThrownBy(() -> await(connecting()))
                .isInstanceOf(ApiException.class)
                .hasMessageContaining("connection refused");
    }

    @Test
    void etcd_of_a_managed_cluster_is_unsupported() {
        try (var plane = connect()) {
            server.next("/api/v1/namespaces/kube-system/pods", json("{\"items\": []}"));
            server.next("/api/v1/nodes", json("{\"items\": []}"));
            assertThatThrownBy(() -> await(plane.etcd()))
                    .isInstanceOfSatisfying(
                            FaultException.class,
                            failure -> assertThat(failure.kind()).isEqualTo(FaultException.Kind.UNSUPPORTED));
        }
    }

    @Test
    void a_journal_is_created_then_replaced_and_survives_the_removal_of_objects() {
        server.objects().collection("/api/v1/namespaces").collection(CONFIG_MAPS);
        try (var plane = connect()) {
            await(plane.registry().saveJournal("r1", "one"));
            await(plane.registry().saveJournal("r1", "two"));

            assertThat(await(plane.registry().journals())).containsEntry("r1", "two");
            assertThat(server.requests(CONFIG_MAPS))
                    .extracting(request -> request.method())
                    .containsSequence("PUT", "POST", "PUT");
            assertThat(FakeCluster.changes(server))
                    .allMatch(request -> !request.body().contains("lacuna.dev/run"));
        }
    }

    @Test
    void a_node_that_is_not_ready_gets_no_helper() {
        try (var plane = connect()) {
            server.next("/api/v1/nodes", json("{\"items\": [{\"metadata\": {\"name\": \"n1\"}}]}"));
            assertThatThrownBy(() -> await(plane.agents(Set.of("n1"), Set.of())))
                    .isInstanceOf(FaultException.class)
                    .hasMessageContaining("node n1")
                    .hasMessageContaining("not Ready");
            assertThat(FakeCluster.changes(server)).isEmpty();
        }
    }

    @Test
    void a_helper_that_pod_security_refuses_says_which_label_lacks() {
        try (var plane = connect()) {
            server.next(
                    "/api/v1/nodes",
                    json(
                            "{\"items\": [{\"metadata\": {\"name\": \"n1\"}, \"status\": {\"conditions\": [{\"type\": \"Ready\", \"status\": \"True\"}]}}]}"));
            server.next("/api/v1/namespaces/lacuna-agents", FakeAnswer.json(new JsonObject()));
            server.next("/api/v1/namespaces/lacuna-agents/pods", json("{\"items\": []}"));
            server.next(
                    "/api/v1/namespaces/lacuna-agents/pods",
                    FakeAnswer.status(403, "Forbidden", "violates PodSecurity \"baseline:latest\": privileged"));

            assertThatThrownBy(() -> await(plane.agents(Set.of("n1"), Set.of())))
                    .isInstanceOfSatisfying(
                            FaultException.class,
                            failure -> assertThat(failure.kind()).isEqualTo(FaultException.Kind.NOT_READY))
                    .hasMessageContaining("enforce=privileged");
            assertThat(plane.openAgents()).isEmpty();
        }
    }

    @Test
    void rights_that_are_denied_lack() {
        try (var plane = connect()) {
            var allowed = new dev.lacuna.engine.fault.Right("get", "", "pods", "shop");
            var denied = new dev.lacuna.engine.fault.Right("create", "", "pods/eviction", "shop");
            server.when(request -> request.body().contains("eviction"), json("{\"status\": {\"allowed\": false}}"));
            server.when(
                    request -> request.body().contains("resourceAttributes"),
                    json("{\"status\": {\"allowed\": true}}"));

            assertThat(await(plane.lacking(List.of(allowed, denied)))).containsExactly(denied);
        }
    }
}
