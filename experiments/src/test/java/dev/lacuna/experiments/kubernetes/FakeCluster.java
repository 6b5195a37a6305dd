package dev.lacuna.experiments.kubernetes;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.lacuna.experiments.controlplane.ApiInstance;
import dev.lacuna.experiments.kubernetes.api.ApiEndpoint;
import dev.lacuna.experiments.kubernetes.api.ConnectionPolicy;
import dev.lacuna.experiments.kubernetes.api.FakeAnswer;
import dev.lacuna.experiments.kubernetes.api.FakeApiServer;
import dev.lacuna.experiments.kubernetes.api.FakeRequest;
import dev.lacuna.experiments.kubernetes.api.Target;
import dev.lacuna.experiments.kubernetes.api.TestAccess;
import dev.lacuna.experiments.kubernetes.api.TestLoop;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Two fake API servers, {@code cp1} and the balancer, and the ways to them. */
final class FakeCluster implements AutoCloseable {
    final TestLoop loop = new TestLoop();
    final FakeApiServer cp1 = FakeApiServer.plain();
    final FakeApiServer balancer = FakeApiServer.plain();
    final Servers servers;

    FakeCluster() {
        cp1.next("/version", FakeAnswer.json(new JsonObject()));
        var instance = new ApiInstance("cp1", "127.0.0.1", cp1.port());
        servers = new Servers(way(balancer, "balancer"), List.of(new Servers.Server(instance, way(cp1, "cp1"))));
        loop.post(servers::start);
        await(servers.settled());
    }

    private ApiEndpoint way(FakeApiServer server, String name) {
        return new ApiEndpoint(
                TestAccess.plain(server, loop), Target.server(name), ConnectionPolicy.control(), loop, loop.network());
    }

    /** Of a run {@code r1}, whose helpers are in {@code lacuna-agents}. */
    static ConnectSettings settings() {
        return new ConnectSettings(
                "demo",
                "desk",
                new ConnectSettings.Runs("r1", "lacuna"),
                ConnectSettings.Agents.standard("lacuna-agents", "lacuna/lacuna:1"));
    }

    <T> T await(CompletableFuture<T> answer) {
        return loop.await(answer, Duration.ofSeconds(20), "an answer");
    }

    static JsonObject json(String text) {
        return JsonParser.parseString(text).getAsJsonObject();
    }

    static JsonObject body(FakeRequest request) {
        return json(request.body());
    }

    static List<FakeRequest> changes(FakeApiServer server) {
        return server.requests().stream()
                .filter(request -> !request.method().equals("GET"))
                .toList();
    }

    @Override
    public void close() throws IOException {
        servers.close();
        cp1.close();
        balancer.close();
        loop.close();
    }
}
