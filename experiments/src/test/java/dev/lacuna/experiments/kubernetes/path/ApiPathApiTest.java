package dev.lacuna.experiments.kubernetes.path;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.lacuna.experiments.controlplane.RequestPath;
import dev.lacuna.experiments.kubernetes.api.ApiEndpoint;
import dev.lacuna.experiments.kubernetes.api.ConnectionPolicy;
import dev.lacuna.experiments.kubernetes.api.FakeAnswer;
import dev.lacuna.experiments.kubernetes.api.FakeApiServer;
import dev.lacuna.experiments.kubernetes.api.FakeRequest;
import dev.lacuna.experiments.kubernetes.api.Target;
import dev.lacuna.experiments.kubernetes.api.TestAccess;
import dev.lacuna.experiments.kubernetes.api.TestLoop;
import dev.lacuna.experiments.kubernetes.owned.OwnObjects;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The ConfigMap that a path writes to: made once, and gone with the path. */
final class ApiPathApiTest {
    private static final String MAPS = "/api/v1/namespaces/lacuna/configmaps";
    private static final String MAP = MAPS + "/lacuna-path-r1-1";
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private final TestLoop loop = new TestLoop();
    private final FakeApiServer server = FakeApiServer.plain();
    private final OwnObjects objects = new OwnObjects(endpoint(), "r1", "lacuna");

    ApiPathApiTest() {
        server.objects().collection(MAPS);
        server.when(request -> request.method().equals("PATCH"), FakeAnswer.json(new JsonObject()));
    }

    private ApiEndpoint endpoint() {
        return new ApiEndpoint(
                TestAccess.plain(server, loop),
                Target.server("balancer"),
                ConnectionPolicy.control(),
                loop,
                loop.network());
    }

    @AfterEach
    void close() throws IOException {
        objects.endpoint().close();
        server.close();
        loop.close();
    }

    private <T> CompletableFuture<T> begin(Supplier<CompletableFuture<T>> call) {
        var answer = new CompletableFuture<T>();
        loop.post(() -> {
            var unused = call.get().whenComplete((value, failure) -> {
                if (failure == null) {
                    answer.complete(value);
                } else {
                    answer.completeExceptionally(failure);
                }
            });
        });
        return answer;
    }

    private <T> T await(CompletableFuture<T> answer) {
        return loop.await(answer, Duration.ofSeconds(20), "an answer");
    }

    private RequestPath open() {
        return await(begin(
                () -> CompletableFuture.completedFuture(new ApiPath(endpoint(), RequestPath.Request.WRITE, objects))));
    }

    private boolean good(RequestPath path) {
        return await(begin(() -> path.send(TIMEOUT))).good();
    }

    private List<String> methods() {
        return server.requests(MAPS).stream().map(FakeRequest::method).toList();
    }

    private void awaitRequests(String method, int count) {
        boolean there = loop.await(
                () -> methods().stream().filter(method::equals).count() >= count, loop.now() + 10_000_000_000L);
        assertThat(there).as(method + " " + count + " of " + methods()).isTrue();
    }

    @Test
    void creation_that_was_carried_out_without_an_answer_is_no_obstacle() {
        server.when(request -> request.method().equals("POST"), exchange -> {
            server.objects().put(MAPS, "lacuna-path-r1-1", Map.of());
            FakeAnswer.reset().answer(exchange);
        });
        var path = open();
        awaitRequests("POST", 1);

        assertThat(eventuallyGood(path))
                .as("the second creation finds the object there")
                .isTrue();
        assertThat(methods()).startsWith("POST", "POST", "PATCH");
    }

    /** Asks again as soon as it is answered, for 10 s at most. */
    private boolean eventuallyGood(RequestPath path) {
        var asked = new AtomicReference<>(begin(() -> path.send(TIMEOUT)));
        return loop.await(
                () -> {
                    var answer = asked.get();
                    if (!answer.isDone()) {
                        return false;
                    }
                    if (answer.join().good()) {
                        return true;
                    }
                    asked.set(path.send(TIMEOUT));
                    return false;
                },
                loop.now() + 10_000_000_000L);
    }

    @Test
    void path_that_is_closed_while_its_object_is_created_deletes_it_before_it_is_quiet() {
        var released = new CountDownLatch(1);
        server.when(request -> request.method().equals("POST"), exchange -> {
            released.await();
            server.objects().answer(exchange);
        });
        var path = open();
        awaitRequests("POST", 1);
        loop.post(path::close);
        var quiet = begin(objects::quiet);

        released.countDown();
        await(quiet);

        assertThat(methods()).containsExactly("POST", "DELETE");
        assertThat(server.requests(MAP)).hasSize(1);
    }

    @Test
    void path_that_is_closed_creates_nothing_any_more() {
        server.when(request -> request.method().equals("POST"), FakeAnswer.reset());
        var path = open();
        awaitRequests("POST", 1);
        loop.post(path::close);
        awaitRequests("DELETE", 1);

        for (int i = 0; i < 5; i++) {
            assertThat(good(path)).isFalse();
        }

        assertThat(methods()).containsExactly("POST", "DELETE");
    }
}
