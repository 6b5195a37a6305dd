package dev.lacuna.experiments.kubernetes.api;

import static dev.lacuna.experiments.kubernetes.api.OneServer.LONG;
import static dev.lacuna.experiments.kubernetes.api.OneServer.MAPS;
import static dev.lacuna.experiments.kubernetes.api.OneServer.SECOND;
import static dev.lacuna.experiments.kubernetes.api.OneServer.map;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lacuna.experiments.kubernetes.api.Unanswered.Why;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ApiEndpointApiTest {
    private final OneServer one = new OneServer();
    private final TestLoop loop = one.loop;
    private final FakeApiServer server = one.server;
    private final ApiEndpoint endpoint = one.endpoint;

    @AfterEach
    void stop() throws IOException {
        one.close();
    }

    private Unanswered unanswered(ApiRequest request, Duration timeout) {
        return (Unanswered) one.outcome(request, timeout);
    }

    @Test
    void an_answer_carries_its_times_in_order_and_comes_on_the_loop() {
        server.objects().put(MAPS, "a", Map.of("k", "v"));
        var thread = new AtomicReference<String>();
        CompletableFuture<ApiReply> answer = endpoint.send(ApiRequest.get(MAPS), SECOND);
        CompletableFuture<Void> seen =
                answer.thenAccept(reply -> thread.set(Thread.currentThread().getName()));

        long before = loop.now() - SECOND.toNanos();
        ApiReply reply = loop.await(answer, LONG, "list");
        loop.await(seen, LONG, "callback");

        assertThat(thread).hasValue(TestLoop.THREAD);
        assertThat(reply.body().getAsJsonArray("items")).hasSize(1);
        assertThat(List.of(before, reply.times().begun(), reply.sent(), reply.answered(), loop.now()))
                .isSorted();
        assertThat(reply.times().newConnection()).isTrue();
        assertThat(one.reply(ApiRequest.get(MAPS)).times().newConnection()).isFalse();
    }

    @Test
    void a_connection_that_is_reset_in_a_request_is_reported_and_not_hidden_by_a_second_one() {
        server.objects().collection(MAPS);
        one.reply(ApiRequest.get(MAPS));
        server.next(MAPS, FakeAnswer.reset());

        Unanswered lost = unanswered(ApiRequest.get(MAPS), SECOND);

        assertThat(lost.why()).isEqualTo(Why.RESET);
        assertThat(lost.mayHaveArrived()).isTrue();
        assertThat(server.requests()).hasSize(2);
        assertThat(lost.words())
                .startsWith("GET " + MAPS + " at fake (127.0.0.1:" + server.port() + "): connection lost after");
    }

    @Test
    void a_change_is_never_sent_twice_whatever_happens_to_it() {
        server.objects().collection(MAPS);
        var bad = List.of(
                FakeAnswer.reset(),
                FakeAnswer.resetMidBody(),
                FakeAnswer.busy(429, 0),
                FakeAnswer.busy(503, 0),
                FakeAnswer.status(408, "Timeout", "late"));
        for (FakeAnswer answer : bad) {
            server.next(MAPS, answer);
            one.outcome(ApiRequest.post(MAPS, map("m")), SECOND);
        }

        assertThat(server.requests()).hasSize(bad.size());
        assertThat(server.requests()).allMatch(request -> request.method().equals("POST"));
        assertThatThrownBy(() -> endpoint.read(ApiRequest.delete(MAPS + "/m"), SECOND, ReadRetry.preflight()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("delete configmaps demo/m changes something");
    }

    @Test
    void a_503_that_invites_to_come_back_at_once_is_an_answer_and_not_sent_again() {
        server.next(MAPS, FakeAnswer.busy(503, 0));

        ApiReply reply = ((Answered) one.outcome(ApiRequest.get(MAPS), SECOND)).reply();

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.retryAfter()).hasValue(Duration.ZERO);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void a_connection_that_the_server_closes_without_a_word_is_told_in_peoples_words() {
        server.next("/readyz", FakeExchange::end);

        var lost = unanswered(ApiRequest.get("/readyz"), SECOND);

        assertThat(lost.why()).isEqualTo(Why.RESET);
        assertThat(lost.detail()).isEqualTo("the server closed the connection before its answer was whole");
    }

    @Test
    void text_of_a_server_becomes_one_line_of_bounded_length() {
        server.next(
                "/readyz",
                exchange -> exchange.reply(500, "[+]ping ok\n\u001b[2J[-]etcd\r\n" + "x".repeat(9000), Map.of()));

        var reply = ((Answered) one.outcome(ApiRequest.get("/readyz"), SECOND)).reply();

        assertThat(reply.message())
                .startsWith("[+]ping ok [2J[-]etcd x")
                .endsWith("x…")
                .hasSize(OneLine.LONGEST);
    }

    @Test
    void a_redirect_is_an_answer_and_not_followed() {
        server.next(MAPS, exchange -> exchange.reply(302, "", Map.of("Location", server.uri() + "/version")));

        assertThat(((Answered) one.outcome(ApiRequest.get(MAPS), SECOND))
                        .reply()
                        .status())
                .isEqualTo(302);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void a_body_that_breaks_off_is_no_answer() {
        server.next(MAPS, FakeAnswer.resetMidBody());

        Unanswered lost = unanswered(ApiRequest.get(MAPS), SECOND);

        assertThat(lost.why()).isEqualTo(Why.RESET);
        assertThat(lost.times().answered()).isPresent();
        assertThat(lost.words()).contains("while the body of a 200 was read");
    }

    @Test
    void a_server_that_accepts_and_never_answers_times_out_when_it_was_said() {
        server.hang();

        Unanswered lost = unanswered(ApiRequest.get(MAPS), Duration.ofMillis(300));

        assertThat(lost.why()).isEqualTo(Why.TIMED_OUT);
        assertThat(lost.noticed() - lost.times().begun()).isBetween(300_000_000L, 600_000_000L);
        assertThat(lost.mayHaveArrived()).isTrue();
    }

    @Test
    void an_answer_that_trickles_times_out_as_a_whole() {
        server.next(
                MAPS,
                FakeAnswer.slowly(
                        FakeApiServer.status(200, "Slow", "a long text that takes longer than the limit"), 20));

        assertThat(unanswered(ApiRequest.get(MAPS), Duration.ofMillis(250)).why())
                .isEqualTo(Why.TIMED_OUT);
    }

    @Test
    void many_hanging_calls_do_not_hold_back_the_next_one() {
        server.objects().collection(MAPS);
        var hanging = new ArrayList<CompletableFuture<ApiOutcome>>();
        for (int i = 0; i < 30; i++) {
            server.next("/hang", FakeAnswer.hang());
            hanging.add(endpoint.attempt(ApiRequest.get("/hang"), LONG));
        }

        assertThat(one.reply(ApiRequest.get(MAPS)).ok()).isTrue();
        assertThat(hanging).noneMatch(CompletableFuture::isDone);
    }

    @Test
    void a_port_where_nothing_listens_is_a_refusal_that_surely_did_not_arrive() throws IOException {
        int free;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        Access access = TestAccess.of("server: http://127.0.0.1:" + free, "{}", loop);
        try (var other =
                new ApiEndpoint(access, Target.server("gone"), ConnectionPolicy.control(), loop, loop.network())) {
            var lost = (Unanswered) loop.await(other.attempt(ApiRequest.post(MAPS, map("m")), SECOND), LONG, "post");

            assertThat(lost.why()).isEqualTo(Why.REFUSED);
            assertThat(lost.mayHaveArrived()).isFalse();
            assertThatThrownBy(lost::orThrow)
                    .isInstanceOf(ApiException.class)
                    .hasMessage(
                            "create configmaps in demo at gone (127.0.0.1:%d): connection refused (Connection refused); %s"
                                    .formatted(free, Why.REFUSED.advice()));
        }
    }

    @Test
    void a_name_that_does_not_resolve_is_told_as_such() {
        Access access = TestAccess.of("server: http://no-such-host.invalid:6443", "{}", loop);
        try (var other =
                new ApiEndpoint(access, Target.server("gone"), ConnectionPolicy.control(), loop, loop.network())) {
            var lost = (Unanswered) loop.await(other.attempt(ApiRequest.get("/version"), SECOND), LONG, "get");

            assertThat(lost.why()).isIn(Why.UNKNOWN_HOST, Why.TIMED_OUT);
            assertThat(lost.mayHaveArrived()).isFalse();
        }
    }

    @Test
    void something_else_than_http_is_a_broken_answer() {
        server.next("/version", exchange -> {
            exchange.send("SSH-2.0-OpenSSH_9.2\r\n");
            exchange.end();
        });

        assertThat(unanswered(ApiRequest.get("/version"), SECOND).why()).isIn(Why.BROKEN, Why.RESET);
    }

    @Test
    void a_fresh_endpoint_opens_a_connection_for_each_request_even_for_those_at_the_same_time() {
        server.objects().collection(MAPS);
        try (ApiEndpoint fresh = one.endpoint(ConnectionPolicy.fresh())) {
            var answers = new ArrayList<CompletableFuture<ApiReply>>();
            for (int i = 0; i < 4; i++) {
                answers.add(fresh.send(ApiRequest.get(MAPS), SECOND));
            }
            answers.forEach(answer -> assertThat(
                            loop.await(answer, LONG, "list").times().newConnection())
                    .isTrue());
            assertThat(loop.await(fresh.send(ApiRequest.get(MAPS), SECOND), LONG, "list")
                            .times()
                            .newConnection())
                    .isTrue();
        }

        assertThat(server.connections()).isEqualTo(5);
    }

    @Test
    void a_read_under_a_named_policy_waits_for_retry_after_and_gives_up_after_its_attempts() {
        server.objects().collection(MAPS);
        server.next(MAPS, FakeAnswer.busy(429, 0));
        server.next(MAPS, FakeAnswer.reset());
        var policy = new ReadRetry("test", 3, Duration.ofSeconds(3));

        assertThat(loop.await(endpoint.read(ApiRequest.get(MAPS), SECOND, policy), LONG, "list")
                        .ok())
                .isTrue();
        assertThat(server.requests()).hasSize(3);

        for (int i = 0; i < 3; i++) {
            server.next(MAPS, FakeAnswer.busy(429, 0));
        }
        assertThatThrownBy(() -> loop.await(endpoint.read(ApiRequest.get(MAPS), SECOND, policy), LONG, "list"))
                .isInstanceOf(ApiException.class)
                .hasMessageContaining("list configmaps in demo at fake")
                .hasMessageContaining("429");
        assertThat(server.requests()).hasSize(6);
    }

    @Test
    void a_retry_after_beyond_the_policy_is_not_waited_for() {
        server.next(MAPS, FakeAnswer.busy(429, 4));

        assertThatThrownBy(() -> loop.await(
                        endpoint.read(ApiRequest.get(MAPS), SECOND, new ReadRetry("test", 3, SECOND)), SECOND, "list"))
                .isInstanceOf(ApiException.class)
                .hasMessageContaining("turned the call away");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void a_cancelled_call_is_given_up() {
        server.next(MAPS, FakeAnswer.hang());
        CompletableFuture<ApiOutcome> answer = endpoint.attempt(ApiRequest.get(MAPS), LONG);
        assertThat(loop.await(() -> !server.requests().isEmpty(), SECOND)).isTrue();

        assertThat(answer.cancel(true)).isTrue();

        assertThat(answer).isCancelled();
    }
}
