package dev.lacuna.experiments.kubernetes.canary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lacuna.engine.time.Interval;
import dev.lacuna.experiments.kubernetes.api.FakeAnswer;
import dev.lacuna.experiments.kubernetes.owned.FakeWays;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SchedulerCanaryApiTest {
    private static final long USUAL_TIMEOUT = 2_000_000_000L;
    private final FakeWays ways = new FakeWays();

    @AfterEach
    void close() throws IOException {
        ways.close();
    }

    /** The scheduler, which works through the other server all the time, has looked at the pod. */
    private Interval asked() {
        ways.other.when(
                request -> request.method().equals("GET") && request.path().startsWith(FakeWays.PODS + "/"),
                FakeAnswer.json(
                        FakeWays.json(
                                "{\"metadata\": {\"name\": \"lacuna-scheduler-r1-1-000000\"}, \"spec\": {\"nodeName\": \"n\"}}")));
        var canary =
                new SchedulerCanary(ways.objects, new Watches(List.of(ways.way(ways.named), ways.way(ways.other))));
        try {
            ways.await(() -> canary.open().thenApply(opened -> true));
            return ways.await(canary::ask);
        } finally {
            ways.loop.post(canary::close);
        }
    }

    @Test
    void named_server_that_hangs_makes_no_sample_bad() {
        ways.named.hang();
        long began = ways.loop.now();

        assertThat(asked().upper() - began).isLessThan(USUAL_TIMEOUT);
    }

    @Test
    void named_server_that_is_cut_off_makes_no_sample_bad() throws IOException {
        ways.named.close();
        long began = ways.loop.now();

        assertThat(asked().upper() - began).isLessThan(USUAL_TIMEOUT);
    }
}
