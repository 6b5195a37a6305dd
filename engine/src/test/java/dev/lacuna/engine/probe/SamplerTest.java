package dev.lacuna.engine.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lacuna.engine.time.Interval;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.engine.time.VirtualLoop;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

final class SamplerTest {
    private static final long MS = 1_000_000;
    private static final Sampler.Schedule EVERY_100_MS =
            new Sampler.Schedule(Duration.ofMillis(100), Duration.ofMillis(450), 8);

    private final VirtualLoop loop = new VirtualLoop(3, Instant.EPOCH);
    private final List<Sample> samples = new ArrayList<>();

    @Test
    void requests_go_out_on_time_whatever_became_of_the_earlier_ones() {
        var sampler = sampler(loop, EVERY_100_MS, CompletableFuture::new);

        loop.sleep(Duration.ofSeconds(1));

        assertThat(sampler.tally().sent()).isEqualTo(10);
        assertThat(samples)
                .extracting(Sample::due)
                .containsExactly(50 * MS, 150 * MS, 250 * MS, 350 * MS, 450 * MS, 550 * MS);
        assertThat(samples).allSatisfy(sample -> {
            assertThat(sample.good()).isFalse();
            assertThat(sample.detail()).isEqualTo("no answer within 450 ms");
        });
    }

    @Test
    void an_answer_in_time_counts_with_the_moment_it_came() {
        sampler(loop, EVERY_100_MS, () -> after(33, SampleOutcome.ok()));

        loop.sleep(Duration.ofMillis(90));

        assertThat(samples)
                .containsExactly(new Sample(50 * MS, Interval.exactly(50 * MS), OptionalLong.of(83 * MS), true, ""));
    }

    @Test
    void a_wrong_answer_and_one_that_fails_are_bad_with_their_reason() {
        List<CompletableFuture<SampleOutcome>> answers = new ArrayList<>(List.of(
                CompletableFuture.completedFuture(SampleOutcome.bad("HTTP 500")),
                CompletableFuture.failedFuture(new IllegalStateException("connection reset"))));
        sampler(loop, EVERY_100_MS, () -> {
            if (answers.isEmpty()) {
                throw new IllegalArgumentException("no such host");
            }
            return answers.remove(0);
        });

        loop.sleep(Duration.ofMillis(290));

        assertThat(samples)
                .noneMatch(Sample::good)
                .extracting(Sample::detail)
                .containsExactly("HTTP 500", "connection reset", "no such host");
    }

    @Test
    void samples_come_in_the_order_of_their_due_times() {
        var delays = new ArrayDeque<>(List.of(400, 10, 700, 20));
        sampler(loop, EVERY_100_MS, () -> after(delays.isEmpty() ? 5 : delays.remove(), SampleOutcome.ok()));

        loop.sleep(Duration.ofMillis(760));

        assertThat(samples)
                .isSortedAccordingTo((a, b) -> Long.compare(a.due(), b.due()))
                .hasSize(8);
        assertThat(samples).extracting(Sample::good).containsExactly(true, true, false, true, true, true, true, true);
    }

    @Test
    void a_late_answer_is_bad_now_and_information_later() {
        var sampler = sampler(loop, EVERY_100_MS, () -> after(620, SampleOutcome.ok()));

        loop.sleep(Duration.ofMillis(680));

        assertThat(samples).hasSize(2).noneMatch(Sample::good);
        assertThat(sampler.tally().late()).isEqualTo(1);
        assertThat(sampler.tally().latest()).isEqualTo(620 * MS);
    }

    @Test
    void at_the_limit_the_oldest_overdue_request_makes_room() {
        List<CompletableFuture<SampleOutcome>> requests = new ArrayList<>();
        var sampler = sampler(loop, EVERY_100_MS, () -> {
            requests.add(new CompletableFuture<>());
            return requests.get(requests.size() - 1);
        });

        loop.sleep(Duration.ofMillis(1260));

        assertThat(requests).hasSize(13);
        assertThat(requests)
                .filteredOn(CompletableFuture::isCancelled)
                .containsExactlyElementsOf(requests.subList(0, 5));
        assertThat(sampler.tally().refused()).isZero();
    }

    @Test
    void at_the_limit_with_none_overdue_the_next_is_not_sent_and_is_bad() {
        var narrow = new Sampler.Schedule(Duration.ofMillis(100), Duration.ofMillis(450), 2);
        var sampler = sampler(loop, narrow, CompletableFuture::new);

        loop.sleep(Duration.ofMillis(520));

        assertThat(sampler.tally().refused()).isEqualTo(3);
        assertThat(samples).hasSize(1);
        loop.sleep(Duration.ofMillis(100));
        assertThat(samples).extracting(Sample::detail).contains("not sent: too many unanswered (2)");
    }

    @Test
    void ticks_missed_while_the_runner_was_held_up_are_skipped_and_not_sent_at_once() {
        var stalling = new StallingLoop(loop, 200 * MS, 575 * MS);
        var sampler = sampler(stalling, EVERY_100_MS, () -> CompletableFuture.completedFuture(SampleOutcome.ok()));

        loop.sleep(Duration.ofMillis(700));

        assertThat(samples).extracting(Sample::due).containsExactly(50 * MS, 150 * MS, 550 * MS, 650 * MS);
        assertThat(sampler.tally().skipped()).isEqualTo(3);
        assertThat(sampler.tally().worstSkew()).isEqualTo(25 * MS);
        assertThat(samples.get(2).sent()).isEqualTo(Interval.exactly(575 * MS));
    }

    @Test
    void a_deadline_that_passed_while_the_runner_was_held_up_counts_as_nothing() {
        var stalling = new StallingLoop(loop, 200 * MS, 900 * MS);
        var sampler = sampler(stalling, EVERY_100_MS, CompletableFuture::new);

        loop.sleep(Duration.ofMillis(990));

        assertThat(samples).isEmpty();
        assertThat(sampler.tally().unwatched()).isEqualTo(2);
    }

    @Test
    void an_answer_that_came_in_time_counts_though_the_runner_was_held_up_beyond_its_deadline() {
        var stalling = new StallingLoop(loop, 200 * MS, 900 * MS);
        sampler(stalling, EVERY_100_MS, () -> after(120, SampleOutcome.ok()));

        loop.sleep(Duration.ofMillis(910));

        assertThat(samples).hasSize(2).allMatch(Sample::good);
    }

    @Test
    void stopping_sends_no_more_and_waits_for_what_is_under_way() {
        var sampler = sampler(loop, EVERY_100_MS, () -> after(300, SampleOutcome.ok()));
        loop.sleep(Duration.ofMillis(200));

        var stopped = sampler.stop();

        assertThat(stopped).isNotDone();
        loop.runUntilIdle();
        assertThat(stopped).isCompleted();
        assertThat(samples).extracting(Sample::due).containsExactly(50 * MS, 150 * MS);
        assertThatThrownBy(() -> sampler.start(0)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_path_that_hangs_is_one_long_outage_and_not_one_slow_answer() {
        var meter = new OutageMeter();
        List<Outage> outages = new ArrayList<>();
        var schedule = Sampler.Schedule.of(Duration.ofMillis(100), Duration.ofSeconds(1));
        var sampler = new Sampler(
                loop,
                schedule,
                this::hangsFrom2To32Seconds,
                sample -> meter.accept(sample).ifPresent(outages::add));
        sampler.start(0);

        loop.sleep(Duration.ofSeconds(40));

        assertThat(outages).singleElement().satisfies(outage -> {
            // Who sends within a second of the end is still answered in time.
            assertThat(outage.length()).isEqualTo(new Interval(28_900 * MS, 29_100 * MS));
            assertThat(outage.recovered().upper()).isEqualTo(32_000 * MS);
        });
    }

    private CompletableFuture<SampleOutcome> hangsFrom2To32Seconds() {
        boolean hanging = loop.now() >= 2000 * MS && loop.now() < 32_000 * MS;
        return after(hanging ? 32_000 - loop.now() / MS : 3, SampleOutcome.ok());
    }

    private CompletableFuture<SampleOutcome> after(long millis, SampleOutcome outcome) {
        var answer = new CompletableFuture<SampleOutcome>();
        loop.after(Duration.ofMillis(millis), () -> answer.complete(outcome));
        return answer;
    }

    private Sampler sampler(Loop on, Sampler.Schedule schedule, Supplier<CompletableFuture<SampleOutcome>> request) {
        var sampler = new Sampler(on, schedule, request, samples::add);
        sampler.start(50 * MS);
        return sampler;
    }
}
