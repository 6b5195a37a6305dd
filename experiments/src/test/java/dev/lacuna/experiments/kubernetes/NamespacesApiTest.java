package dev.lacuna.experiments.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import dev.lacuna.experiments.kubernetes.api.ApiException;
import dev.lacuna.experiments.kubernetes.api.FakeAnswer;
import dev.lacuna.experiments.kubernetes.api.FakeRequest;
import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class NamespacesApiTest {
    private static final String ALL = "/api/v1/namespaces";
    private final FakeCluster cluster = new FakeCluster();

    @AfterEach
    void close() throws IOException {
        cluster.close();
    }

    private Set<String> seen(String... asked) {
        return cluster.await(Together.onLoop(cluster.loop, () -> new Namespaces(cluster.servers).seen(Set.of(asked))));
    }

    private void there(String name) {
        cluster.cp1.next(ALL + "/" + name, FakeAnswer.json(new JsonObject()));
    }

    private void absent(String name) {
        cluster.cp1.next(ALL + "/" + name, FakeAnswer.status(404, "NotFound", "no " + name));
    }

    @Test
    void namespaces_that_are_there_are_asked_for_one_by_one_and_no_others_are_listed() {
        there("billing");
        there("shop");

        assertThat(seen("billing", "shop")).containsExactlyInAnyOrder("billing", "shop");
        assertThat(cluster.cp1.requests(ALL)).extracting(FakeRequest::path).doesNotContain(ALL);
    }

    @Test
    void all_others_are_told_where_one_is_missing_and_they_may_be_listed() {
        absent("biling");
        cluster.cp1.next(ALL, FakeAnswer.json(FakeCluster.json("""
                {"items": [{"metadata": {"name": "billing"}}, {"metadata": {"name": "kube-system"}}]}""")));

        assertThat(seen("biling")).containsExactlyInAnyOrder("billing", "kube-system");
    }

    @Test
    void missing_one_is_missing_also_where_no_others_may_be_listed() {
        there("shop");
        absent("biling");
        cluster.cp1.next(ALL, FakeAnswer.status(403, "Forbidden", "no"));

        assertThat(seen("biling", "shop")).containsExactly("shop");
    }

    @Test
    void one_that_may_not_be_read_is_not_taken_for_missing() {
        cluster.cp1.next(ALL + "/billing", FakeAnswer.status(403, "Forbidden", "no"));

        assertThatThrownBy(() -> seen("billing")).isInstanceOf(ApiException.class);
    }
}
