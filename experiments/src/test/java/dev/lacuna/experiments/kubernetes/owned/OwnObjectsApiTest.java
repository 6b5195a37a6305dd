package dev.lacuna.experiments.kubernetes.owned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lacuna.experiments.kubernetes.api.ApiEndpoint;
import dev.lacuna.experiments.kubernetes.api.ApiException;
import dev.lacuna.experiments.kubernetes.api.ConnectionPolicy;
import dev.lacuna.experiments.kubernetes.api.FakeAnswer;
import dev.lacuna.experiments.kubernetes.api.FakeApiServer;
import dev.lacuna.experiments.kubernetes.api.Target;
import dev.lacuna.experiments.kubernetes.api.TestAccess;
import dev.lacuna.experiments.kubernetes.api.TestLoop;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When it is safe to look for what is left of a run. */
final class OwnObjectsApiTest {
    private static final String MAPS = "/api/v1/namespaces/lacuna/configmaps";
    private static final Duration LATE = Duration.ofMillis(700);
    private final TestLoop loop = new TestLoop();
    private final FakeApiServer server = FakeApiServer.plain();
    private final OwnObjects objects = new OwnObjects(
            new ApiEndpoint(
                    TestAccess.plain(server, loop),
                    Target.server("balancer"),
                    ConnectionPolicy.control(),
                    loop,
                    loop.network()),
            "r1",
            "lacuna",
            LATE);

    OwnObjectsApiTest() {
        server.objects().collection(MAPS);
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

    private CompletableFuture<?> creation() {
        return begin(
                () -> objects.create("configmaps", objects.object("v1", "ConfigMap", "lacuna-path-r1-1", Map.of())));
    }

    @Test
    void it_is_quiet_at_once_when_everything_was_answered() {
        await(creation());
        long before = loop.now();

        await(begin(objects::quiet));

        assertThat(loop.now() - before).isLessThan(LATE.toNanos());
    }

    @Test
    void it_is_quiet_only_when_what_is_on_its_way_has_been_answered() {
        var released = new CountDownLatch(1);
        server.when(request -> request.method().equals("POST"), exchange -> {
            released.await();
            server.objects().answer(exchange);
        });
        var created = creation();
        var quiet = begin(objects::quiet);
        loop.await(
                () -> !server.requests(MAPS).isEmpty(),
                loop.now() + Duration.ofSeconds(10).toNanos());
        assertThat(quiet).isNotDone();

        released.countDown();

        await(created);
        await(quiet);
    }

    @Test
    void it_is_quiet_only_when_a_creation_that_nobody_answered_cannot_come_any_more() {
        server.when(request -> request.method().equals("POST"), FakeAnswer.reset());
        var created = creation();
        assertThatThrownBy(() -> await(created)).isInstanceOf(ApiException.class);
        long lost = loop.now();

        await(begin(objects::quiet));

        assertThat(loop.now() - lost).isGreaterThan(LATE.dividedBy(2).toNanos());
    }
}
