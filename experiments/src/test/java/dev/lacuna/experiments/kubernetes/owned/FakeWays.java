package dev.lacuna.experiments.kubernetes.owned;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.lacuna.experiments.kubernetes.api.ApiEndpoint;
import dev.lacuna.experiments.kubernetes.api.ConnectionPolicy;
import dev.lacuna.experiments.kubernetes.api.FakeApiServer;
import dev.lacuna.experiments.kubernetes.api.Target;
import dev.lacuna.experiments.kubernetes.api.TestAccess;
import dev.lacuna.experiments.kubernetes.api.TestLoop;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Two fake API servers: the one that the kubeconfig names, and another one of the same cluster. */
public final class FakeWays implements AutoCloseable {
    public static final String PODS = "/api/v1/namespaces/lacuna/pods";

    /** Longer than any test waits, so that whoever gets an answer has not waited for an attempt to be given up. */
    private static final Duration CALL = Duration.ofSeconds(60);

    public final TestLoop loop = new TestLoop();
    public final FakeApiServer named = FakeApiServer.plain();
    public final FakeApiServer other = FakeApiServer.plain();
    public final OwnObjects objects;
    private final Ways ways;

    public FakeWays() {
        named.objects().collection(PODS);
        other.objects().collection(PODS);
        ways = new Ways(List.of(way(named), way(other)));
        objects = new OwnObjects(ways, "r1", "lacuna", CALL);
    }

    /** A way of its own to a server. */
    public ApiEndpoint way(FakeApiServer server) {
        return new ApiEndpoint(
                TestAccess.plain(server, loop),
                Target.server("fake"),
                ConnectionPolicy.control(),
                loop,
                loop.network());
    }

    /** Begins something on the loop and waits for its answer. */
    public <T> T await(Supplier<CompletableFuture<T>> work) {
        var begun = new CompletableFuture<T>();
        loop.post(() -> {
            var unused = work.get().whenComplete((value, failure) -> {
                if (failure != null) {
                    begun.completeExceptionally(failure);
                } else {
                    begun.complete(value);
                }
            });
        });
        return loop.await(begun, Duration.ofSeconds(20), "an answer");
    }

    public static JsonObject json(String text) {
        return JsonParser.parseString(text).getAsJsonObject();
    }

    @Override
    public void close() throws IOException {
        ways.close();
        named.close();
        other.close();
        loop.close();
    }
}
