package dev.lacuna.experiments.kubernetes.canary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lacuna.engine.time.Interval;
import dev.lacuna.experiments.controlplane.Canary;
import dev.lacuna.experiments.kubernetes.owned.LiveCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class LiveCanariesIT {
    private static final long TWO_SECONDS = 2_000_000_000L;
    private LiveCluster cluster;
    private LiveCanaries canaries;

    @BeforeEach
    void open() {
        cluster = LiveCluster.open("canaries");
        canaries = new LiveCanaries(cluster.access, cluster.instances(), cluster.objects, cluster.threads());
    }

    @AfterEach
    void close() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void each_component_does_its_job_within_two_seconds_and_nothing_is_left(Canary.Job job) {
        var canary = opened(job, "");
        long asked = cluster.loop.now();

        Interval done = cluster.await(canary::ask, job + " to do its job");

        assertThat(done.lower()).isGreaterThanOrEqualTo(asked);
        assertThat(done.upper() - asked).isLessThan(TWO_SECONDS);
        cluster.loop.post(canary::close);
        assertThat(cluster.leftAtLast()).isEmpty();
    }

    @Test
    void the_watch_of_one_api_server_is_asked_by_its_node() {
        var canary = opened(Canary.Job.WATCH, cluster.instances().get(2).node());

        Interval done = cluster.await(canary::ask, "the change");

        assertThat(done.width()).isZero();
        cluster.loop.post(canary::close);
        assertThat(cluster.leftAtLast()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void asks_that_do_not_wait_for_each_other_are_all_done(Canary.Job job) {
        var canary = opened(job, "");
        List<CompletableFuture<Interval>> asks = new ArrayList<>();

        for (int i = 0; i < 40; i++) {
            cluster.loop.post(() -> asks.add(canary.ask()));
            cluster.loop.sleep(Duration.ofMillis(100));
        }
        boolean all =
                cluster.loop.await(() -> asks.stream().allMatch(CompletableFuture::isDone), Duration.ofSeconds(5));

        assertThat(all)
                .as(
                        "%d of 40 asks done",
                        asks.stream().filter(CompletableFuture::isDone).count())
                .isTrue();
        assertThat(asks).noneMatch(CompletableFuture::isCompletedExceptionally);
        cluster.loop.post(canary::close);
        assertThat(cluster.leftAtLast()).isEmpty();
    }

    private Canary opened(Canary.Job job, String instance) {
        var canary = cluster.await(
                () -> CompletableFuture.completedFuture(canaries.canary(new Canary.Description(job, instance))),
                "make");
        cluster.await(() -> canary.open().thenApply(unused -> true), "open " + job);
        return canary;
    }
}
