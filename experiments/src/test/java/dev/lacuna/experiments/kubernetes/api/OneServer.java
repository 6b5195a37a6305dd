package dev.lacuna.experiments.kubernetes.api;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.time.Duration;

/** One fake API server, {@code fake}, and a way to it. */
final class OneServer implements AutoCloseable {
    static final String MAPS = "/api/v1/namespaces/demo/configmaps";
    static final Duration SECOND = Duration.ofSeconds(1);
    static final Duration LONG = Duration.ofSeconds(5);

    final TestLoop loop = new TestLoop();
    final FakeApiServer server = FakeApiServer.plain();
    final ApiEndpoint endpoint = endpoint(ConnectionPolicy.control());

    ApiEndpoint endpoint(ConnectionPolicy policy) {
        return new ApiEndpoint(TestAccess.plain(server, loop), Target.server("fake"), policy, loop, loop.network());
    }

    ApiReply reply(ApiRequest request) {
        return loop.await(endpoint.send(request, SECOND), LONG, request.words());
    }

    ApiOutcome outcome(ApiRequest request, Duration timeout) {
        return loop.await(endpoint.attempt(request, timeout), LONG, request.words());
    }

    /** A ConfigMap with nothing but a name. */
    static JsonObject map(String name) {
        var metadata = new JsonObject();
        metadata.addProperty("name", name);
        var map = new JsonObject();
        map.add("metadata", metadata);
        return map;
    }

    @Override
    public void close() throws IOException {
        endpoint.close();
        server.close();
        loop.close();
    }
}
