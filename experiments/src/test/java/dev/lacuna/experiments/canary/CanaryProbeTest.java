package dev.lacuna.experiments.canary;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lacuna.engine.probe.Observation.GapBegan;
import dev.lacuna.engine.probe.Observation.Sampled;
import dev.lacuna.engine.time.Interval;
import dev.lacuna.engine.time.VirtualLoop;
import dev.lacuna.experiments.controlplane.Canary;
import dev.lacuna.experiments.controlplane.ControlPlane;
import dev.lacuna.experiments.probe.NoCluster;
import dev.lacuna.experiments.probe.Seen;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class CanaryProbeTest {
    private static final long MS = 1_000_000;
    private static final long NEVER = 9_000_000;
    private static final Interval EFFECT = new Interval(5_030 * MS, 5_033 * MS);
    private final VirtualLoop loop = new VirtualLoop(3, Instant.EPOCH);
    private final Worker worker = new Worker();
    private final Seen seen = new Seen();
    private final CanaryProbe probe = new CanaryProbe(
            Seen.head(Duration.ofMillis(200), Duration.ofMillis(2_000)),
            Optional.of("kube-scheduler"),
            () -> worker,
            loop);

    @Test
    void recovery_is_the_first_work_done_after_the_outage_to_within_the_looks() {
        worker.downFrom = 5_030;
        worker.backAt = 17_777;
        run(25_000);

        var recovery = requireNonNull(probe.measures(EFFECT, loop.now()).get("recovery"));

        assertThat(recovery.lower()).isLessThanOrEqualTo(12.747).isGreaterThan(12.69);
        assertThat(recovery.upper()).isGreaterThanOrEqualTo(12.744).isLessThan(12.76);
        assertThat(probe.recovered(EFFECT)).isTrue();
    }

    @Test
    void it_is_asked_on_schedule_while_nothing_is_done_and_no_more_than_some_are_kept_waiting() {
        worker.downFrom = 5_030;
        worker.backAt = 99_000;
        run(25_010);

        assertThat(worker.asked).isEqualTo(126);
        assertThat(worker.waiting()).isBetween(10L, 22L);
        assertThat(seen.of(GapBegan.class)).hasSize(1);
        assertThat(probe.healthy()).isFalse();
        assertThat(requireNonNull(probe.measures(EFFECT, loop.now()).get("recovery"))
                        .upper())
                .isInfinite();
    }

    @Test
    void work_that_was_asked_for_before_the_effect_and_not_seen_undone_after_it_is_no_evidence() {
        var work = new Work();
        work.done(5_000 * MS, new Interval(5_005 * MS, 5_040 * MS));
        work.done(5_001 * MS, new Interval(5_900 * MS, 5_930 * MS));

        assertThat(work.recovered(EFFECT, outageUntil(5_800, 5_850))).contains(new Interval(5_900 * MS, 5_930 * MS));
    }

    @Test
    void where_several_pieces_may_have_been_the_first_the_earliest_moment_of_any_of_them_counts() {
        var work = new Work();
        work.done(5_200 * MS, new Interval(5_870 * MS, 5_930 * MS));
        work.done(5_400 * MS, new Interval(5_910 * MS, 5_920 * MS));

        assertThat(work.recovered(EFFECT, outageUntil(5_800, 5_850))).contains(new Interval(5_870 * MS, 5_920 * MS));
    }

    @Test
    void a_component_that_was_never_down_recovers_within_the_time_between_two_good_asks() {
        run(20_000);

        var measures = probe.measures(EFFECT, loop.now());

        assertThat(requireNonNull(measures.get("recovery")).lower()).isZero();
        assertThat(requireNonNull(measures.get("recovery")).upper()).isLessThan(0.3);
        assertThat(measures).containsOnlyKeys("recovery", "longestGap");
    }

    @Test
    void an_ask_that_fails_is_a_bad_sample_at_once() {
        worker.refusesFrom = 5_030;
        run(6_500);

        assertThat(seen.of(Sampled.class))
                .filteredOn(sample -> !sample.good())
                .isNotEmpty()
                .allMatch(sample -> sample.detail().equals("forbidden"));
        assertThat(probe.state()).isEqualTo("forbidden");
    }

    @Test
    void a_canary_that_can_not_be_set_up_is_tried_again_and_says_why() {
        worker.opensAt = 3_500;
        probe.start(seen);
        loop.await(() -> false, 2_100 * MS);
        assertThat(probe.healthy()).isFalse();
        assertThat(probe.state()).contains("no right to create pods");
        assertThat(probe.measures(EFFECT, loop.now())).isEmpty();

        loop.await(() -> false, 6_000 * MS);

        assertThat(probe.healthy()).isTrue();
    }

    @Test
    void a_stopped_probe_closes_its_canary() {
        run(3_000);
        probe.stop();

        assertThat(worker.closed).isTrue();
    }

    @Test
    void a_spec_asks_the_cluster_for_the_canary_of_its_job() {
        var asked = new ArrayList<Canary.Description>();
        ControlPlane cluster = new NoCluster() {
            @Override
            public Canary canary(Canary.Description description) {
                asked.add(description);
                return worker;
            }
        };
        var made = new CanarySpec(
                        Seen.head(Duration.ofMillis(200), Duration.ofSeconds(2)), Canary.Job.CONTROLLER_MANAGER)
                .on(cluster, loop);

        made.start(seen);

        assertThat(asked).containsExactly(new Canary.Description(Canary.Job.CONTROLLER_MANAGER, ""));
    }

    private void run(long untilMillis) {
        probe.start(seen);
        loop.await(() -> false, untilMillis * MS);
    }

    private static dev.lacuna.engine.probe.Availability outageUntil(long lastBad, long firstGood) {
        var samples = new dev.lacuna.engine.probe.Availability();
        for (var sample :
                List.of(sample(4_900, true), sample(5_000, false), sample(lastBad, false), sample(firstGood, true))) {
            samples.accept(sample);
        }
        return samples;
    }

    private static dev.lacuna.engine.probe.Sample sample(long millis, boolean good) {
        return new dev.lacuna.engine.probe.Sample(
                millis * MS,
                Interval.exactly(millis * MS),
                java.util.OptionalLong.of(millis * MS + 7),
                good,
                good ? "" : "undone");
    }

    /** Works at once, but is down for a time; a look every 30 ms tells what is still undone. */
    private final class Worker implements Canary {
        private final List<CompletableFuture<Interval>> open = new ArrayList<>();
        long downFrom = NEVER;
        long backAt = NEVER;
        long refusesFrom = NEVER;
        long opensAt;
        int asked;
        boolean closed;

        @Override
        public CompletableFuture<Void> open() {
            if (loop.now() < opensAt * MS) {
                return CompletableFuture.failedFuture(new IllegalStateException("no right to create pods"));
            }
            loop.at(backAt * MS, this::workOff);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletableFuture<Interval> ask() {
            asked++;
            long now = loop.now();
            if (now >= refusesFrom * MS) {
                return CompletableFuture.failedFuture(new IllegalStateException("forbidden"));
            }
            var answer = new CompletableFuture<Interval>();
            if (now >= downFrom * MS && now < backAt * MS) {
                open.add(answer);
            } else {
                loop.after(Duration.ofMillis(9), () -> answer.complete(new Interval(now, loop.now())));
            }
            return answer;
        }

        private void workOff() {
            long lastLook = loop.now() - 30 * MS;
            loop.after(
                    Duration.ofMillis(5),
                    () -> open.forEach(answer -> answer.complete(new Interval(lastLook, loop.now()))));
        }

        long waiting() {
            return open.stream().filter(answer -> !answer.isDone()).count();
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
