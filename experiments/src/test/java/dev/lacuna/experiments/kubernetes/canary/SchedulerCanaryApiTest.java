package dev.lacuna.experiments.kubernetes.canary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lacuna.engine.time.Interval;
import dev.lacuna.experiments.kubernetes.api.FakeAnswer;
import dev.lacuna.experiments.kubernetes.owned.FakeWays;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SchedulerCanaryApiTest {
    private final FakeWays ways = new FakeWays();

    @AfterEach
    void close() throws IOException {
        ways.close();
    }

    /** Fails where the sample would be bad: the scheduler, which works through the other server all the time, has looked at the pod. */
    private void ask() {
        ways.other.when(
                request -> request.method().equals("GET") && request.path().startsWith(FakeWays.PODS + "/"),
                FakeAnswer.json(
                        FakeWays.json(
                                "{\"metadata\": {\"name\": \"lacuna-scheduler-r1-1-000000\"}, \"spec\": {\"nodeName\": \"n\"}}")));
        var canary =
                new SchedulerCanary(ways.objects, new Watches(List.of(ways.way(ways.named), ways.way(ways.other))));
        try {
            ways.await(() -> canary.open().thenApply(opened -> true));
            ways.await(canary::ask);
        } finally {
            ways.loop.post(canary::close);
        }
    }

    /** How little a server that does not answer delays each call is the matter of {@code WaysApiTest}. */
    private void requireDoneThroughTheOther() {
        assertThat(ways.loop.await(() -> sentToTheOther("POST", FakeWays.PODS), Duration.ofSeconds(20)))
                .as("a pod made through the other server")
                .isTrue();
        assertThat(sentToTheOther("GET", FakeWays.PODS + "/"))
                .as("a look through the other server")
                .isTrue();
    }

    private boolean sentToTheOther(String method, String path) {
        return ways.other.requests().stream()
                .anyMatch(request ->
                        request.method().equals(method) && request.path().startsWith(path));
    }

    @Test
    void a_pod_that_was_looked_at_after_another_one_was_made_was_looked_at_after_that_moment() {
        var canary = new SchedulerCanary(ways.objects, new Watches(List.of(ways.way(ways.named))));
        ways.await(() -> canary.open().thenApply(opened -> true));
        List<CompletableFuture<Interval>> answers = new ArrayList<>();
        ask(canary, answers);
        long between = ways.loop.now();
        ask(canary, answers);
        lookAt(0);

        var looked = ways.loop.await(answers.get(0), Duration.ofSeconds(20), "the first pod's look");

        ways.loop.post(canary::close);
        assertThat(looked.lower()).isGreaterThan(between);
    }

    /** Returns when the creation has been answered. */
    private void ask(SchedulerCanary canary, List<CompletableFuture<Interval>> answers) {
        ways.await(() -> {
            answers.add(canary.ask());
            return ways.objects.quiet().thenApply(quiet -> true);
        });
    }

    private static String podName(int number) {
        return "lacuna-scheduler-r1-1-00000" + number;
    }

    private void lookAt(int number) {
        var pod =
                ways.named.objects().find(FakeWays.PODS + "/" + podName(number)).orElseThrow();
        pod.getAsJsonObject("spec").addProperty("nodeName", "n");
        ways.named.objects().change(FakeWays.PODS, pod);
    }

    @Test
    void named_server_that_hangs_makes_no_sample_bad() {
        ways.named.hang();

        ask();

        requireDoneThroughTheOther();
    }

    @Test
    void named_server_that_is_cut_off_makes_no_sample_bad() throws IOException {
        ways.named.close();

        ask();

        requireDoneThroughTheOther();
    }
}
