package dev.lacuna.experiments.kubernetes.api;

import static dev.lacuna.experiments.kubernetes.api.OneServer.MAPS;
import static dev.lacuna.experiments.kubernetes.api.OneServer.map;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ApiAnswersApiTest {
    private final OneServer one = new OneServer();
    private final FakeApiServer server = one.server;

    @AfterEach
    void stop() throws IOException {
        one.close();
    }

    @Test
    void a_conflict_names_object_reason_and_message() {
        server.objects().put(MAPS, "a", Map.of("k", "v"));
        JsonObject stale = map("a");
        stale.getAsJsonObject("metadata").addProperty("resourceVersion", "7");

        assertThatThrownBy(() -> one.reply(ApiRequest.put(MAPS + "/a", stale)))
                .isInstanceOfSatisfying(ApiException.class, e -> {
                    assertThat(e.status()).hasValue(409);
                    assertThat(e.reason()).isEqualTo("Conflict");
                    assertThat(e.attempted()).isEqualTo("update configmaps demo/a");
                })
                .hasMessage(
                        "update configmaps demo/a at fake (127.0.0.1:%d): 409 Conflict: the object has been modified"
                                .formatted(server.port()));
        assertThat(one.reply(ApiRequest.post(MAPS, map("b"))).status()).isEqualTo(201);
        assertThatThrownBy(() -> one.reply(ApiRequest.post(MAPS, map("b")))).hasMessageContaining("409 AlreadyExists");
    }

    @Test
    void a_missing_right_is_named_and_wrong_credentials_say_what_to_do() {
        server.next("/apis", FakeAnswer.status(403, "Forbidden", "User \"x\" cannot list"));
        server.next("/apis", FakeAnswer.status(401, "Unauthorized", "Unauthorized"));
        String leases = "/apis/coordination.k8s.io/v1/namespaces/kube-system/leases";

        assertThatThrownBy(() -> one.reply(ApiRequest.get(leases)))
                .hasMessageEndingWith(
                        "the right to `list leases.coordination.k8s.io` in namespace kube-system lacks: `lacuna plan` with the scenario lists all that lack, docs/rbac.md has the rules ready to apply");
        assertThatThrownBy(() -> one.reply(ApiRequest.get(leases)))
                .hasMessageContaining("the credentials are wrong or have expired");
    }

    @Test
    void unknown_fields_and_text_that_is_no_json_are_kept_as_they_are() {
        server.objects().put(MAPS, "a", Map.of("k", "v"));
        server.next("/readyz", FakeAnswer.text("ok"));

        assertThat(one.reply(ApiRequest.get(MAPS))
                        .body()
                        .get("aFieldOfTheFuture")
                        .getAsString())
                .isEqualTo("ignored");
        ApiReply ready = one.reply(ApiRequest.get("/readyz"));
        assertThat(ready.text()).isEqualTo("ok");
        assertThat(ready.json()).isEmpty();
    }

    @Test
    void body_and_content_type_arrive_as_they_were_given() {
        server.next(MAPS, FakeAnswer.json(map("a")));
        one.reply(ApiRequest.patch(MAPS + "/a", map("ä"), ApiRequest.MERGE_PATCH));

        FakeRequest arrived = server.requests().get(0);
        assertThat(arrived.method()).isEqualTo("PATCH");
        assertThat(arrived.header("content-type")).startsWith("application/merge-patch+json");
        assertThat(arrived.body()).isEqualTo("{\"metadata\":{\"name\":\"ä\"}}");
    }
}
