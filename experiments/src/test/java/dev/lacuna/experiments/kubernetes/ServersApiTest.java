package dev.lacuna.experiments.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import dev.lacuna.experiments.kubernetes.api.ApiException;
import dev.lacuna.experiments.kubernetes.api.ApiRequest;
import dev.lacuna.experiments.kubernetes.api.FakeAnswer;
import dev.lacuna.experiments.kubernetes.read.Json;
import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ServersApiTest {
    private static final String PATH = "/api/v1/namespaces/shop/configmaps/cart";
    private final FakeCluster cluster = new FakeCluster();

    @AfterEach
    void close() throws IOException {
        cluster.close();
    }

    @Test
    void a_server_that_answers_by_itself_is_asked_before_the_balancer() {
        cluster.cp1.next(PATH, FakeAnswer.json(FakeCluster.json("{\"from\": \"cp1\"}")));

        assertThat(Json.text(cluster.await(cluster.servers.get(PATH)).body(), "from"))
                .isEqualTo("cp1");
        assertThat(cluster.balancer.requests()).isEmpty();
    }

    @Test
    void a_read_goes_on_to_the_next_server_when_one_breaks_and_stays_there() {
        cluster.cp1.next(PATH, FakeAnswer.reset());
        cluster.balancer.next(PATH, FakeAnswer.json(FakeCluster.json("{\"from\": \"balancer\"}")));
        cluster.balancer.next(PATH, FakeAnswer.json(FakeCluster.json("{\"from\": \"balancer again\"}")));

        assertThat(Json.text(cluster.await(cluster.servers.get(PATH)).body(), "from"))
                .isEqualTo("balancer");
        assertThat(Json.text(cluster.await(cluster.servers.get(PATH)).body(), "from"))
                .isEqualTo("balancer again");
        assertThat(cluster.cp1.requests(PATH)).hasSize(1);
    }

    @Test
    void a_read_goes_on_when_a_server_has_lost_its_etcd_but_not_when_it_refuses() {
        cluster.cp1.next(PATH, FakeAnswer.status(500, "InternalError", "etcdserver: request timed out"));
        cluster.balancer.next(PATH, FakeAnswer.status(403, "Forbidden", "configmaps is forbidden"));

        assertThatThrownBy(() -> cluster.await(cluster.servers.get(PATH)))
                .isInstanceOf(ApiException.class)
                .hasMessageContaining("403");
        assertThat(cluster.balancer.requests(PATH)).hasSize(1);
    }

    @Test
    void a_change_that_may_have_arrived_is_never_sent_again() {
        cluster.cp1.next(PATH, FakeAnswer.reset());

        assertThatThrownBy(() -> cluster.await(cluster.servers.change(ApiRequest.put(PATH, new JsonObject()))))
                .isInstanceOf(ApiException.class)
                .hasMessageContaining("whether the server acted on it is not known");
        assertThat(FakeCluster.changes(cluster.cp1)).hasSize(1);
        assertThat(FakeCluster.changes(cluster.balancer)).isEmpty();
    }

    @Test
    void a_change_that_surely_never_left_goes_to_the_next_server() throws IOException {
        cluster.balancer.next(PATH, FakeAnswer.json(FakeCluster.json("{\"from\": \"balancer\"}")));
        cluster.cp1.resetAll();
        cluster.cp1.close();

        var first = cluster.await(cluster.servers.send(ApiRequest.put(PATH, new JsonObject())));
        var reply = LiveRegistry.status(first) == 200
                ? first.orThrow()
                : cluster.await(cluster.servers.change(ApiRequest.put(PATH, new JsonObject())));

        assertThat(Json.text(reply.body(), "from")).isEqualTo("balancer");
        assertThat(FakeCluster.changes(cluster.balancer)).hasSize(1);
    }

    @Test
    void a_change_that_a_server_turned_away_unread_goes_to_the_next_server() {
        cluster.cp1.next(PATH, FakeAnswer.turnedAway());
        cluster.balancer.next(PATH, FakeAnswer.json(FakeCluster.json("{\"from\": \"balancer\"}")));

        var reply = cluster.await(cluster.servers.change(ApiRequest.put(PATH, new JsonObject())));

        assertThat(Json.text(reply.body(), "from")).isEqualTo("balancer");
    }

    @Test
    void a_change_that_a_disruption_budget_refuses_is_sent_once() {
        cluster.cp1.next(
                PATH, FakeAnswer.status(429, "TooManyRequests", "it would violate the pod's disruption budget"));

        assertThatThrownBy(() -> cluster.await(cluster.servers.change(ApiRequest.put(PATH, new JsonObject()))))
                .isInstanceOf(ApiException.class)
                .hasMessageContaining("429");
        assertThat(FakeCluster.changes(cluster.balancer)).isEmpty();
    }

    @Test
    void ways_around_a_node_fall_back_to_all_when_there_is_no_other() {
        assertThat(cluster.servers.away(Set.of("cp2")))
                .extracting(way -> way.words())
                .singleElement()
                .asString()
                .startsWith("cp1 ");
        assertThat(cluster.servers.away(Set.of("cp1")))
                .extracting(way -> way.words())
                .singleElement()
                .asString()
                .startsWith("cp1 ");
    }
}
