package dev.lacuna.experiments.kubernetes.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.lacuna.experiments.kubernetes.api.Unanswered.Why;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ApiEndpointIT {
    private static final ApiQuery LEASES = ApiQuery.of("/apis/coordination.k8s.io/v1/namespaces/kube-system/leases");
    private TestCluster cluster;

    @BeforeAll
    void connect() {
        cluster = TestCluster.orSkip();
    }

    @AfterAll
    void disconnect() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void the_cluster_answers_through_its_server_on_one_connection() {
        assertThat(cluster.send(ApiRequest.get("/api/v1/nodes")).body().getAsJsonArray("items"))
                .isNotEmpty();
        assertThat(cluster.send(ApiRequest.get("/version")).times().newConnection())
                .isFalse();
    }

    @Test
    void each_instance_is_reached_by_itself_and_verified() {
        List<Target> instances = cluster.instances();
        assertThat(instances).isNotEmpty();
        for (Target instance : instances) {
            try (ApiEndpoint own = cluster.endpoint(instance, ConnectionPolicy.control());
                    ApiEndpoint fresh = cluster.endpoint(instance, ConnectionPolicy.fresh());
                    ApiEndpoint wrong = cluster.endpoint(
                            instance.certifiedAs("not-in-any-certificate.example"), ConnectionPolicy.control())) {
                assertThat(cluster.attempt(own, ApiRequest.get("/readyz")))
                        .isInstanceOfSatisfying(
                                Answered.class,
                                answered -> assertThat(answered.reply().text()).isEqualTo("ok"));
                assertThat(cluster.attempt(fresh, ApiRequest.get("/readyz"))
                                .times()
                                .newConnection())
                        .isTrue();
                assertThat(cluster.attempt(fresh, ApiRequest.get("/readyz"))
                                .times()
                                .newConnection())
                        .isTrue();
                assertThat(cluster.attempt(wrong, ApiRequest.get("/readyz")))
                        .isInstanceOfSatisfying(
                                Unanswered.class, lost -> assertThat(lost.why()).isEqualTo(Why.UNTRUSTED));
            }
        }
    }

    @Test
    void without_credentials_the_right_that_lacks_is_named() {
        URI server = cluster.access().server();
        Access nobody = new PlainAccess(
                new Kubeconfig.Cluster(
                        server,
                        cluster.access().tlsServerName(),
                        cluster.access().proxy()),
                "nobody",
                tlsWithoutIdentity(),
                new Token.Fixed("not-a-token"));
        try (var endpoint = new ApiEndpoint(
                nobody,
                Target.server("balancer"),
                ConnectionPolicy.control(),
                cluster.loop(),
                cluster.loop().network())) {
            ApiOutcome outcome = cluster.attempt(endpoint, ApiRequest.get("/api/v1/nodes"));

            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            Answered.class,
                            answered -> assertThat(ApiException.refused(answered))
                                    .hasMessageContaining("credentials are wrong or have expired"));
        }
    }

    private Tls tlsWithoutIdentity() {
        var kubeconfig = KubeconfigYaml.read(read(TestCluster.kubeconfigOrSkip()), "test cluster");
        JsonObject first =
                kubeconfig.getAsJsonArray("clusters").get(0).getAsJsonObject().getAsJsonObject("cluster");
        String pem = new String(
                java.util.Base64.getDecoder()
                        .decode(first.get("certificate-authority-data").getAsString()),
                java.nio.charset.StandardCharsets.US_ASCII);
        return new Tls(Pem.certificates(pem, "test cluster"), java.util.Optional.empty());
    }

    private static String read(java.nio.file.Path file) {
        try {
            return java.nio.file.Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void a_change_is_made_once_and_a_stale_one_conflicts() {
        String namespace = cluster.namespace("lacuna-api-it");
        try {
            String maps = "/api/v1/namespaces/%s/configmaps".formatted(namespace);
            JsonObject map = JsonParser.parseString("{\"metadata\":{\"name\":\"a\"},\"data\":{\"k\":\"1\"}}")
                    .getAsJsonObject();
            JsonObject created = cluster.send(ApiRequest.post(maps, map)).body();
            JsonObject patch =
                    JsonParser.parseString("{\"data\":{\"k\":\"2\"}}").getAsJsonObject();
            assertThat(cluster.send(ApiRequest.patch(maps + "/a", patch, ApiRequest.MERGE_PATCH))
                            .ok())
                    .isTrue();

            var stale = (Answered) cluster.attempt(cluster.server(), ApiRequest.put(maps + "/a", created));

            assertThat(stale.reply().status()).isEqualTo(409);
            assertThat(stale.reply().reason()).isEqualTo("Conflict");
            assertThat(cluster.send(ApiRequest.delete(maps + "/a")).ok()).isTrue();
        } finally {
            cluster.deleteNamespace(namespace);
        }
    }

    @Test
    void a_hung_server_is_noticed_by_pings_and_the_watch_goes_on_after_it() throws IOException {
        Target.Pin first = cluster.instances().get(0).pin().orElseThrow();
        var seen = new ArrayList<Seen>();
        var gaps = new ArrayList<WatchGap>();
        var troubles = new ArrayList<String>();
        try (var relay = new TcpRelay(first.address(), first.port());
                ApiEndpoint endpoint = cluster.endpoint(
                        Target.instance("relayed", "127.0.0.1", relay.port()), ConnectionPolicy.control())) {
            var watch = new ResourceWatch(endpoint, LEASES, WatchPolicy.standard(), new WatchListener() {
                @Override
                public void onSeen(Seen next) {
                    seen.add(next);
                }

                @Override
                public void onGap(WatchGap gap) {
                    gaps.add(gap);
                }

                @Override
                public void onTrouble(String words) {
                    troubles.add(words);
                }
            });
            watch.start();
            assertThat(cluster.loop()
                            .await(
                                    () -> seen.stream().anyMatch(next -> next.type() == Seen.Type.MODIFIED),
                                    Duration.ofSeconds(15)))
                    .isTrue();

            relay.hang();
            assertThat(cluster.loop().await(() -> !troubles.isEmpty(), Duration.ofSeconds(4)))
                    .isTrue();
            cluster.loop().await(() -> false, Duration.ofSeconds(1));
            int before = seen.size();
            relay.thaw();
            assertThat(cluster.loop().await(() -> seen.size() > before && !gaps.isEmpty(), Duration.ofSeconds(15)))
                    .isTrue();
            cluster.loop().post(watch::close);

            assertThat(gaps.get(0).mayMiss()).isFalse();
            assertThat(gaps.get(0).to())
                    .isLessThanOrEqualTo(seen.get(seen.size() - 1).receivedAt());
            System.out.printf(
                    "hung server noticed: %s, gap %s%n",
                    troubles.get(0), gaps.get(0).began().inSeconds());
        }
    }
}
