package dev.lacuna.experiments.kubernetes.owned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import dev.lacuna.experiments.kubernetes.api.ApiException;
import dev.lacuna.experiments.kubernetes.api.ApiReply;
import dev.lacuna.experiments.kubernetes.api.FakeAnswer;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class WaysApiTest {
    private final FakeWays ways = new FakeWays();

    @AfterEach
    void close() throws IOException {
        ways.close();
    }

    private ApiReply create(String name) {
        JsonObject pod = ways.objects.object("v1", "Pod", name, Map.of());
        return ways.await(() -> ways.objects.create("pods", pod));
    }

    @Test
    void while_the_named_server_answers_no_other_is_asked() {
        assertThat(create("a").status()).isEqualTo(201);

        assertThat(ways.named.requests()).hasSize(1);
        assertThat(ways.other.requests()).isEmpty();
    }

    @Test
    void server_that_hangs_is_not_waited_for_and_from_then_on_not_even_asked() {
        ways.named.hang();

        assertThat(create("a").status()).isEqualTo(201);
        assertThat(ways.objects.quiet())
                .as("an end of all attempts, that of the server which hangs among them")
                .isNotDone();
        assertThat(create("b").status()).isEqualTo(201);

        assertThat(ways.named.requests()).hasSize(1);
        assertThat(ways.other.requests()).hasSize(2);
    }

    @Test
    void server_that_is_gone_costs_nothing() throws IOException {
        ways.named.close();

        assertThat(create("a").status()).isEqualTo(201);
        assertThat(ways.other.requests()).hasSize(1);
    }

    @Test
    void server_that_has_lost_its_etcd_is_passed_by_and_one_that_refuses_is_believed() {
        ways.named.next(FakeWays.PODS, FakeAnswer.status(500, "InternalError", "etcdserver: request timed out"));
        assertThat(create("a").status()).isEqualTo(201);

        ways.other.next(FakeWays.PODS, FakeAnswer.status(403, "Forbidden", "exceeded quota"));
        assertThatThrownBy(() -> create("b")).isInstanceOf(ApiException.class).hasMessageContaining("exceeded quota");
        assertThat(ways.named.requests()).hasSize(1);
    }

    @Test
    void object_that_was_made_on_another_way_already_is_made() {
        ways.named.next(FakeWays.PODS, FakeAnswer.reset());
        ways.other.next(FakeWays.PODS, FakeAnswer.status(409, "AlreadyExists", "pods \"a\" already exists"));

        assertThat(create("a").status()).isEqualTo(409);
    }

    @Test
    void all_servers_down_is_a_failure() throws IOException {
        ways.named.close();
        ways.other.close();

        assertThatThrownBy(() -> create("a"))
                .isInstanceOf(ApiException.class)
                .hasMessageContaining("connection refused");
    }

    @Test
    void value_is_replaced_only_where_it_still_is_what_it_was() {
        ways.named.next(FakeWays.PODS, FakeAnswer.json(new JsonObject()));

        ways.await(() -> ways.objects.replace(
                ways.objects.collection("v1", "pods").then("a"), "/spec/replicas", Tree.number(4), Tree.number(5)));

        var sent = ways.named.requests().get(0);
        assertThat(sent.header("content-type")).startsWith("application/json-patch+json");
        assertThat(sent.body())
                .isEqualTo(
                        "[{\"op\":\"test\",\"path\":\"/spec/replicas\",\"value\":4},{\"op\":\"replace\",\"path\":\"/spec/replicas\",\"value\":5}]");
    }
}
