package dev.lacuna.experiments.kubernetes.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lacuna.experiments.kubernetes.api.ExecExit.Exited;
import dev.lacuna.experiments.kubernetes.api.ExecExit.Unknown;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ExecStreamApiTest {
    private static final Duration LONG = Duration.ofSeconds(5);
    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final ExecTarget TARGET =
            new ExecTarget("lacuna-agents", "agent-1", "agent", List.of("sh", "-c", "read x; echo é"));
    private static final String EXITED_7 =
            "{\"status\":\"Failure\",\"reason\":\"NonZeroExitCode\",\"details\":{\"causes\":[{\"reason\":\"ExitCode\",\"message\":\"7\"}]}}";

    private final TestLoop loop = new TestLoop();
    private final FakeApiServer server = FakeApiServer.plain();
    private final Diary diary = new Diary();
    private final ApiEndpoint endpoint = new ApiEndpoint(
            TestAccess.plain(server, loop),
            Target.server("fake"),
            ConnectionPolicy.control().withPing(Duration.ofMillis(200)),
            loop,
            loop.network());

    private static final class Diary implements ExecListener {
        final List<String> lines = new ArrayList<>();
        final List<String> errors = new ArrayList<>();
        final List<ExecExit> ends = new ArrayList<>();
        final List<Long> times = new ArrayList<>();

        @Override
        public void onLine(String line, long receivedAt) {
            lines.add(line);
            times.add(receivedAt);
        }

        @Override
        public void onErrorLine(String line, long receivedAt) {
            errors.add(line);
        }

        @Override
        public void onClosed(ExecExit exit) {
            ends.add(exit);
        }
    }

    @AfterEach
    void stop() throws IOException {
        endpoint.close();
        server.close();
        loop.close();
    }

    private ExecStream open() {
        return loop.await(ExecStream.open(endpoint, TARGET, LIMIT, diary), LONG, "open");
    }

    private ExecResult once(Duration timeout) {
        return loop.await(ExecStream.exec(endpoint, TARGET, timeout), LONG, "exec");
    }

    @Test
    void a_line_in_is_a_line_out() {
        ExecStream stream = open();
        long before = loop.now();
        assertThat(stream.send("first")).isTrue();
        assertThat(stream.send("zweite ä")).isTrue();
        assertThat(loop.await(() -> diary.lines.size() == 2, LONG)).isTrue();

        assertThat(diary.lines).containsExactly("heard first", "heard zweite ä");
        assertThat(diary.times).allMatch(at -> at >= before && at <= loop.now());
        FakeRequest upgrade = server.requests().get(0);
        assertThat(upgrade.header("sec-websocket-protocol")).isEqualTo("v5.channel.k8s.io, v4.channel.k8s.io");
        assertThat(upgrade.path())
                .isEqualTo(
                        "/api/v1/namespaces/lacuna-agents/pods/agent-1/exec?container=agent&stdin=true&stdout=true&stderr=true"
                                + "&command=sh&command=-c&command=read%20x%3B%20echo%20%C3%A9");
    }

    @Test
    void the_end_of_the_command_comes_with_its_code_after_its_last_words() {
        server.exec().program(line -> "exit:" + EXITED_7);
        server.exec().atOnce("out:no end of line|err:oh\n");
        ExecStream stream = open();
        assertThat(stream.send("end")).isTrue();
        assertThat(loop.await(() -> !diary.ends.isEmpty(), LONG)).isTrue();

        assertThat(diary.ends).containsExactly(new Exited(7));
        assertThat(diary.lines).containsExactly("no end of line");
        assertThat(diary.errors).containsExactly("oh");
        assertThat(stream.send("more")).isFalse();
    }

    @Test
    void a_server_that_hangs_is_noticed_by_pings() {
        open();
        server.hang();

        assertThat(loop.await(() -> !diary.ends.isEmpty(), Duration.ofSeconds(2)))
                .isTrue();
        assertThat(diary.ends).singleElement().isInstanceOf(Unknown.class);
    }

    @Test
    void a_connection_that_is_reset_ends_it_without_an_exit_code() {
        ExecStream stream = open();
        server.exec().program(line -> "exit:drop");
        assertThat(stream.send("x")).isTrue();
        assertThat(loop.await(() -> !diary.ends.isEmpty(), LONG)).isTrue();

        assertThat(diary.ends)
                .singleElement()
                .isInstanceOfSatisfying(
                        Unknown.class, end -> assertThat(end.reason()).startsWith("connection lost"));
    }

    @Test
    void a_refused_upgrade_fails_with_the_words_of_the_server() {
        server.next("/api", FakeAnswer.status(403, "Forbidden", "User x cannot create pods/exec"));
        server.next("/api", FakeAnswer.status(404, "NotFound", "pods \"agent-1\" not found"));

        assertThatThrownBy(this::open)
                .isInstanceOf(ApiException.class)
                .hasMessageContaining("create pods/exec lacuna-agents/agent-1 at fake")
                .hasMessageContaining("User x cannot create pods/exec")
                .hasMessageContaining("`create pods/exec` in namespace lacuna-agents");
        assertThatThrownBy(() -> once(LIMIT))
                .isInstanceOf(ApiException.class)
                .hasMessageContaining("agent-1\" not found");
        assertThat(diary.ends).isEmpty();
    }

    @Test
    void an_upgrade_that_is_not_answered_times_out() {
        server.hang();

        assertThatThrownBy(() ->
                        loop.await(ExecStream.open(endpoint, TARGET, Duration.ofMillis(200), diary), LONG, "open"))
                .isInstanceOf(ApiException.class)
                .hasMessageContaining("no answer in time");
    }

    @Test
    void a_closed_stream_says_nothing_more() {
        ExecStream stream = open();
        loop.post(stream::close);
        loop.await(() -> false, Duration.ofMillis(300));

        assertThat(diary.ends).isEmpty();
        assertThat(stream.send("x")).isFalse();
    }

    @Test
    void one_command_gives_output_errors_and_code() {
        server.exec().atOnce("out:some |out:text\n|err:and errors|exit:" + EXITED_7);

        assertThat(once(LIMIT)).isEqualTo(new ExecResult("some text\n", "and errors", new Exited(7)));
        assertThat(server.requests())
                .singleElement()
                .extracting(FakeRequest::path)
                .asString()
                .contains("stdin=false");
    }

    @Test
    void success_is_only_what_the_server_called_so() {
        server.exec().atOnce("exit:{\"status\":\"Success\"}");

        assertThat(once(LIMIT).exit()).isEqualTo(new Exited(0));
        assertThat(once(LIMIT).exit().succeeded()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "exit:",
                "exit:drop",
                "exit:rubbish",
                "exit:{}",
                "exit:{\"status\":\"Failure\",\"message\":\"container not found\"}",
                "exit:{\"status\":\"Failure\",\"reason\":\"NonZeroExitCode\",\"details\":{\"causes\":[{\"reason\":\"ExitCode\",\"message\":\"x\"}]}}",
                "exit:{\"status\":\"Failure\",\"reason\":\"NonZeroExitCode\",\"details\":[]}"
            })
    void whatever_is_no_exit_code_is_unknown_and_no_success(String end) {
        server.exec().atOnce("out:partial|" + end);

        ExecResult result = once(LIMIT);

        assertThat(result.exit()).isInstanceOf(Unknown.class);
        assertThat(result.exit().succeeded()).isFalse();
        assertThat(result.stdout()).isEqualTo("partial");
    }

    @Test
    void a_command_that_does_not_end_is_unknown_after_its_time() {
        server.exec().atOnce("out:begun");
        long before = loop.now();

        ExecResult result = once(Duration.ofMillis(300));

        assertThat(result.stdout()).isEqualTo("begun");
        assertThat(result.exit())
                .isInstanceOfSatisfying(
                        Unknown.class, end -> assertThat(end.reason()).contains("within 300 ms; it may still run"));
        assertThat(Duration.ofNanos(loop.now() - before)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void output_without_measure_is_cut_off() {
        server.exec()
                .atOnce("out:" + "x".repeat(600_000) + "|out:" + "y".repeat(600_000)
                        + "|exit:{\"status\":\"Success\"}");

        ExecResult result = once(LIMIT);

        assertThat(result.stdout()).hasSize(600_000);
        assertThat(result.exit()).isEqualTo(new Unknown("it wrote more than 1048576 bytes"));
    }

    @Test
    void a_command_on_a_server_that_never_answers_is_unknown_because_it_may_have_begun() {
        server.hang();

        assertThat(once(Duration.ofMillis(200)).exit()).isInstanceOf(Unknown.class);
    }
}
