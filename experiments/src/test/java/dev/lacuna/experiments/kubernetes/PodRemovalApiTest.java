package dev.lacuna.experiments.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lacuna.engine.fault.FaultException;
import dev.lacuna.experiments.controlplane.Pod;
import dev.lacuna.experiments.kubernetes.api.FakeAnswer;
import dev.lacuna.experiments.kubernetes.read.Json;
import dev.lacuna.experiments.kubernetes.read.PodReader;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class PodRemovalApiTest {
    private static final String PATH = "/api/v1/namespaces/shop/pods/cart";
    private static final Pod CART = PodReader.read(
            FakeCluster.json("{\"metadata\": {\"namespace\": \"shop\", \"name\": \"cart\", \"uid\": \"u-17\"}}"));
    private final FakeCluster cluster = new FakeCluster();
    private final PodRemoval removal = new PodRemoval(cluster.servers);

    @AfterEach
    void close() throws IOException {
        cluster.close();
    }

    @Test
    void an_eviction_names_the_uid_and_says_when_it_was_accepted() {
        cluster.cp1.next(PATH + "/eviction", FakeAnswer.json(FakeCluster.json("{\"status\": \"Success\"}")));

        var done = cluster.await(removal.remove(CART, true));

        assertThat(done.refused()).isEmpty();
        assertThat(done.at().width()).isPositive();
        var body = FakeCluster.body(FakeCluster.changes(cluster.cp1).get(0));
        assertThat(Json.text(body, "kind")).isEqualTo("Eviction");
        assertThat(Json.text(body, "deleteOptions", "preconditions", "uid")).isEqualTo("u-17");
    }

    @Test
    void a_disruption_budget_refuses_in_its_own_words() {
        cluster.cp1.next(
                PATH + "/eviction",
                FakeAnswer.status(
                        429, "TooManyRequests", "Cannot evict pod as it would violate the pod's disruption budget."));

        assertThat(cluster.await(removal.remove(CART, true)).refused())
                .hasValueSatisfying(why -> assertThat(why).contains("disruption budget"));
        assertThat(FakeCluster.changes(cluster.cp1)).hasSize(1);
    }

    @Test
    void another_pod_of_the_same_name_is_left_alone() {
        cluster.cp1.next(
                PATH,
                FakeAnswer.status(
                        409, "Conflict", "Precondition failed: UID in precondition: u-17, UID in object meta: u-18"));

        assertThatThrownBy(() -> cluster.await(removal.remove(CART, false)))
                .isInstanceOfSatisfying(
                        FaultException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(FaultException.Kind.TARGET_CHANGED))
                .hasMessageContaining("pod shop/cart")
                .hasMessageContaining("u-18");
    }
}
