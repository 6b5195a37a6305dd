package dev.lacuna.experiments.pods;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lacuna.engine.probe.Observation.GapBegan;
import dev.lacuna.engine.slo.Measurement;
import dev.lacuna.engine.time.Interval;
import dev.lacuna.engine.time.VirtualLoop;
import dev.lacuna.experiments.controlplane.Pod;
import dev.lacuna.experiments.probe.NoCluster;
import dev.lacuna.experiments.probe.Seen;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

final class PodsTest {
    private static final long MS = 1_000_000;
    private static final Interval EFFECT = new Interval(5_100 * MS, 5_110 * MS);
    private final VirtualLoop loop = new VirtualLoop(3, Instant.EPOCH);
    private final Seen seen = new Seen();

    @Test
    void too_few_ready_pods_are_a_gap() {
        var measured = run(millis -> CompletableFuture.completedFuture(pods(millis > 5_200 && millis < 8_300 ? 1 : 3)));

        assertThat(requireNonNull(measured.get("longestGap")).lower()).isEqualTo(2.5);
        assertThat(requireNonNull(measured.get("longestGap")).upper()).isEqualTo(3.5);
        assertThat(measured).containsOnlyKeys("longestGap", "recovery");
        assertThat(seen.of(GapBegan.class))
                .extracting(GapBegan::reason)
                .containsExactly("1 of the pods are ready, needed are 2");
    }

    @Test
    void while_the_api_does_not_answer_pods_may_be_gone_but_none_is_said_to_be() {
        var measured = run(millis -> millis > 5_200 && millis < 8_300
                ? CompletableFuture.failedFuture(new IllegalStateException("connection refused"))
                : CompletableFuture.completedFuture(pods(2)));

        assertThat(requireNonNull(measured.get("longestGap")).lower()).isZero();
        assertThat(requireNonNull(measured.get("longestGap")).upper()).isEqualTo(3.5);
        assertThat(seen.of(GapBegan.class)).isEmpty();
    }

    private Map<String, Measurement> run(LongFunction<CompletableFuture<List<Pod>>> answers) {
        var cluster = new NoCluster() {
            @Override
            public CompletableFuture<List<Pod>> pods(String namespace, Map<String, String> labels) {
                assertThat(namespace).isEqualTo("shop");
                return answers.apply(loop.now() / MS);
            }
        };
        var probe = new Pods(
                        Seen.head(Duration.ofMillis(500), Duration.ofSeconds(2)),
                        new Pods.Asked("shop", Map.of("app", "cart"), 2))
                .on(cluster, loop);
        probe.start(seen);
        loop.await(() -> false, 12_100 * MS);
        return probe.measures(EFFECT, loop.now());
    }

    private static List<Pod> pods(int ready) {
        return List.of(pod(ready > 0, false), pod(ready > 1, false), pod(ready > 2, false), pod(true, true));
    }

    private static Pod pod(boolean ready, boolean deleting) {
        return new Pod(
                "shop",
                "cart-7",
                "uid",
                "",
                "worker1",
                "",
                Optional.empty(),
                0,
                ready,
                false,
                false,
                deleting,
                Map.of("app", "cart"),
                Optional.empty());
    }
}
