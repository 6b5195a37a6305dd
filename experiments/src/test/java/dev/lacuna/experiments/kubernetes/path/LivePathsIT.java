package dev.lacuna.experiments.kubernetes.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lacuna.experiments.controlplane.RequestPath;
import dev.lacuna.experiments.controlplane.RequestPath.Answer;
import dev.lacuna.experiments.controlplane.RequestPath.Request;
import dev.lacuna.experiments.kubernetes.owned.LiveCluster;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LivePathsIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private LiveCluster cluster;
    private LivePaths paths;

    @BeforeEach
    void open() {
        cluster = LiveCluster.open("paths");
        paths = new LivePaths(cluster.access, cluster.instances(), cluster.objects, cluster.threads());
    }

    @AfterEach
    void close() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"READYZ,true,0", "READYZ,false,1", "READ,true,1", "READ,false,2", "WRITE,true,2", "WRITE,false,0"})
    void each_kind_of_request_is_answered_well_through_the_balancer_and_through_one_server(
            Request request, boolean fresh, int index) {
        var node = cluster.instances().get(index).node();

        for (String instance : new String[] {"", node}) {
            var answer = goodAnswer(new RequestPath.Api(instance, request, fresh));

            assertThat(answer.detail()).isEmpty();
            assertThat(answer.good()).isTrue();
            assertThat(answer.sent()).isLessThan(answer.answered());
        }
        assertThat(cluster.leftAtLast()).isEmpty();
    }

    @Test
    void writes_on_their_way_at_once_do_not_conflict() {
        var path = cluster.await(
                () -> CompletableFuture.completedFuture(paths.open(new RequestPath.Api("", Request.WRITE, false))),
                "open");
        awaitGood(path);

        var all = cluster.await(
                () -> {
                    var answers = java.util.stream.Stream.generate(() -> path.send(TIMEOUT))
                            .limit(20)
                            .toList();
                    return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                            .thenApply(unused -> answers.stream()
                                    .map(CompletableFuture::join)
                                    .toList());
                },
                "20 writes");

        assertThat(all).hasSize(20).allMatch(Answer::good);
        cluster.loop.post(path::close);
        assertThat(cluster.leftAtLast()).isEmpty();
    }

    @Test
    void a_server_that_is_not_there_is_a_bad_answer_and_no_exception() {
        var http = new RequestPath.Http("http://127.0.0.1:9/", 200, "", true);

        var answer = send(cluster.await(() -> CompletableFuture.completedFuture(paths.open(http)), "open"));

        assertThat(answer.good()).isFalse();
        assertThat(answer.detail()).contains("refused");
    }

    @Test
    void a_service_is_judged_by_status_and_text() {
        var balancer = cluster.access.server();
        var plain = new RequestPath.Http(
                "http://" + balancer.getHost() + ":" + balancer.getPort() + "/readyz", 400, "HTTPS server", true);

        assertThat(send(cluster.await(() -> CompletableFuture.completedFuture(paths.open(plain)), "open"))
                        .detail())
                .isEmpty();

        var wrongText = new RequestPath.Http(plain.url(), 400, "no such words", false);
        assertThat(send(cluster.await(() -> CompletableFuture.completedFuture(paths.open(wrongText)), "open"))
                        .detail())
                .contains("lacks `no such words`");

        var wrongStatus = new RequestPath.Http(plain.url(), 204, "", false);
        assertThat(send(cluster.await(() -> CompletableFuture.completedFuture(paths.open(wrongStatus)), "open"))
                        .detail())
                .isEqualTo("status 400, not 204");
    }

    private Answer goodAnswer(RequestPath.Description description) {
        var path = cluster.await(() -> CompletableFuture.completedFuture(paths.open(description)), "open");
        var answer = awaitGood(path);
        cluster.loop.post(path::close);
        return answer;
    }

    /** The object that is written to is made when the path is opened, so the first writes may come too early. */
    private Answer awaitGood(RequestPath path) {
        var answer = send(path);
        for (int i = 0; i < 20 && !answer.good(); i++) {
            cluster.loop.sleep(Duration.ofMillis(100));
            answer = send(path);
        }
        return answer;
    }

    private Answer send(RequestPath path) {
        return cluster.await(() -> path.send(TIMEOUT), "an answer");
    }
}
