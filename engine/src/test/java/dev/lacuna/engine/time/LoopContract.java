package dev.lacuna.engine.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What a run may rely on, on a real cluster and in a rehearsal alike. */
abstract class LoopContract {
    /** Long enough for a machine that is busy with other things; nothing waits for it when all is well. */
    static final Duration PLENTY = Duration.ofSeconds(30);

    abstract Loop loop();

    @Test
    void tasks_run_in_order_of_time_and_then_of_arrival() {
        List<String> order = new ArrayList<>();
        long start = loop().now() + Duration.ofMillis(40).toNanos();

        loop().at(start + 2_000_000, () -> order.add("late"));
        loop().at(start, () -> order.add("first"));
        loop().at(start, () -> order.add("second"));
        loop().post(() -> order.add("at once"));

        assertThat(loop().await(() -> order.size() == 4, PLENTY)).isTrue();
        assertThat(order).containsExactly("at once", "first", "second", "late");
    }

    @Test
    void a_task_for_the_past_does_not_overtake_what_was_posted_before() {
        List<String> order = new ArrayList<>();

        loop().post(() -> {
            loop().post(() -> order.add("posted"));
            loop().at(-5, () -> order.add("overdue"));
        });

        assertThat(loop().await(() -> order.size() == 2, PLENTY)).isTrue();
        assertThat(order).containsExactly("posted", "overdue");
    }

    @Test
    void a_task_never_runs_before_its_time() {
        List<Long> ranAt = new ArrayList<>();
        long due = loop().now() + Duration.ofMillis(13).toNanos();

        loop().at(due, () -> ranAt.add(loop().now()));

        assertThat(loop().await(() -> !ranAt.isEmpty(), PLENTY)).isTrue();
        assertThat(ranAt.get(0)).isGreaterThanOrEqualTo(due);
    }

    @Test
    void a_cancelled_task_does_not_run() {
        List<String> ran = new ArrayList<>();

        loop().after(Duration.ofMillis(7), () -> ran.add("cancelled")).cancel();
        loop().after(Duration.ofMillis(11), () -> ran.add("kept"));

        assertThat(loop().await(() -> ran.contains("kept"), PLENTY)).isTrue();
        assertThat(ran).containsExactly("kept");
    }

    @Test
    void await_comes_back_at_once_when_its_condition_holds_already() {
        assertThat(loop().await(() -> true, loop().now() - 1)).isTrue();
    }

    @Test
    void await_gives_up_when_its_time_is_over() {
        long until = loop().now() + Duration.ofMillis(3).toNanos();

        assertThat(loop().await(() -> false, until)).isFalse();
        assertThat(loop().now()).isGreaterThanOrEqualTo(until);
    }

    @Test
    void a_task_at_the_very_end_of_an_await_still_counts() {
        var ran = new AtomicBoolean();
        long until = loop().now() + Duration.ofMillis(9).toNanos();
        loop().at(until, () -> ran.set(true));

        assertThat(loop().await(ran::get, until)).isTrue();
    }

    @Test
    void what_a_task_throws_is_thrown_by_the_await_and_the_loop_goes_on() {
        var ran = new AtomicBoolean();
        loop().post(() -> {
            throw new IllegalArgumentException("task 17 is broken");
        });

        assertThatThrownBy(() -> loop().await(() -> false, PLENTY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("task 17 is broken");
        loop().post(() -> ran.set(true));
        assertThat(loop().await(ran::get, PLENTY)).isTrue();
    }

    @Test
    void an_error_in_a_task_is_thrown_as_it_is() {
        loop().post(() -> {
            throw new AssertionError("a promise is broken");
        });

        assertThatThrownBy(() -> loop().await(() -> false, PLENTY)).isInstanceOf(AssertionError.class);
    }

    @Test
    void a_condition_that_throws_fails_its_own_await() {
        assertThatThrownBy(() -> loop().await(
                                () -> {
                                    throw new IllegalStateException("cannot tell");
                                },
                                PLENTY))
                .hasMessage("cannot tell");
        assertThat(loop().await(() -> true, PLENTY)).isTrue();
    }

    @Test
    void await_from_an_event_is_refused() {
        loop().post(() -> loop().sleep(Duration.ofMillis(1)));

        assertThatThrownBy(() -> loop().await(() -> false, PLENTY))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("from an event");
    }

    @Test
    void blocking_work_answers_on_the_loop() {
        assertThat(loop().await(loop().offload("sum", () -> 19 + 23), PLENTY, "the sum"))
                .isEqualTo(42);
    }

    @Test
    void what_blocking_work_throws_is_thrown_by_who_awaits_its_answer() {
        var answer = loop().offload("broken", () -> {
            throw new IllegalStateException("no route");
        });

        assertThatThrownBy(() -> loop().await(answer, PLENTY, "broken")).hasMessage("no route");
    }

    @Test
    void an_answer_that_never_comes_is_overdue() {
        assertThatThrownBy(
                        () -> loop().await(new CompletableFuture<String>(), Duration.ofMillis(6), "reading the lease"))
                .isInstanceOf(Overdue.class)
                .hasMessage("reading the lease: no answer within 6 ms");
    }

    @Test
    void a_raised_signal_ends_a_stoppable_await_but_not_the_loop_below() {
        var signal = new StopSignal();
        var stoppable = signal.over(loop());
        loop().after(Duration.ofMillis(4), () -> signal.raise("user asked", loop()));

        assertThatThrownBy(() -> stoppable.await(() -> false, PLENTY))
                .isInstanceOf(Stopped.class)
                .hasMessage("user asked");
        assertThat(loop().await(() -> true, PLENTY)).isTrue();
    }

    @Test
    void a_named_stream_of_random_numbers_goes_on_where_it_stands() {
        long first = loop().random("target").nextLong();

        assertThat(loop().random("target").nextLong()).isNotEqualTo(first);
    }
}
