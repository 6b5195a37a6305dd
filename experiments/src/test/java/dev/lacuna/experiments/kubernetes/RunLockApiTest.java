package dev.lacuna.experiments.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lacuna.experiments.kubernetes.api.ApiRequest;
import dev.lacuna.experiments.kubernetes.read.Json;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RunLockApiTest {
    private static final String LEASES = "/apis/coordination.k8s.io/v1/namespaces/lacuna/leases";
    private final FakeCluster cluster = new FakeCluster();
    private final RunLock lock = new RunLock(cluster.servers, "lacuna", "desk");

    RunLockApiTest() {
        cluster.cp1.objects().collection(LEASES);
    }

    @AfterEach
    void close() throws IOException {
        cluster.close();
    }

    private <T> T onLoop(Supplier<CompletableFuture<T>> call) {
        return cluster.await(Together.onLoop(cluster.loop, call));
    }

    private void heldBy(String holder, Instant renewed, int seconds) {
        cluster.await(cluster.servers.change(
                ApiRequest.post(LEASES, FakeCluster.json("""
                {"metadata": {"name": "lacuna-run"}, "spec": {"holderIdentity": "%s", "leaseDurationSeconds": %d, "renewTime": "%s"}}""".formatted(holder, seconds, MicroTime.of(renewed))))));
    }

    private String holder() {
        return Json.text(
                cluster.await(cluster.servers.get(LEASES + "/lacuna-run")).body(), "spec", "holderIdentity");
    }

    @Test
    void a_free_lock_is_taken_and_given_back() {
        assertThat(onLoop(() -> lock.take("r1"))).isEmpty();
        assertThat(holder()).isEqualTo("r1@desk");

        onLoop(lock::release);

        assertThat(cluster.cp1.requests(LEASES))
                .anyMatch(request ->
                        request.method().equals("DELETE") && request.body().contains("resourceVersion"));
    }

    @Test
    void a_lock_that_somebody_renews_is_left_to_them() {
        // The holder's clock is behind by a day: its renewals look long over, and are not.
        heldBy("r2@lab", cluster.loop.wall().minusSeconds(86_400), 30);
        var answer = Together.onLoop(cluster.loop, () -> lock.take("r1"));
        assertThat(cluster.loop.await(
                        () -> !cluster.cp1.requests(LEASES + "/lacuna-run").isEmpty(), Duration.ofSeconds(5)))
                .isTrue();
        cluster.await(cluster.servers.change(ApiRequest.put(LEASES + "/lacuna-run", FakeCluster.json("""
                {"metadata": {"name": "lacuna-run"}, "spec": {"holderIdentity": "r2@lab", "leaseDurationSeconds": 30}}"""))));

        assertThat(cluster.await(answer))
                .hasValueSatisfying(other -> assertThat(other).startsWith("r2@lab"));
        assertThat(holder()).isEqualTo("r2@lab");
    }

    @ParameterizedTest
    @ValueSource(longs = {600, 0, -86_400})
    void a_lock_that_stands_still_for_its_duration_is_taken_over_whatever_its_holders_clock_says(long ahead) {
        heldBy("r2@lab", cluster.loop.wall().plusSeconds(ahead), 2);
        long begun = cluster.loop.now();

        assertThat(onLoop(() -> lock.take("r1"))).isEmpty();

        assertThat(cluster.loop.now() - begun)
                .isGreaterThan(Duration.ofSeconds(2).toNanos());
        assertThat(holder()).isEqualTo("r1@desk");
        assertThat(cluster.cp1.requests(LEASES + "/lacuna-run"))
                .filteredOn(request -> request.method().equals("PUT"))
                .hasSize(1);
    }
}
