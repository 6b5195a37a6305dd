package dev.lacuna.engine.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class StrandsTest {
    private final VirtualLoop loop = new VirtualLoop(3, Instant.EPOCH);
    private final List<String> told = new ArrayList<>();

    private void tell(String what, Loop own) {
        told.add(what + " " + own.now() / 1_000_000);
    }

    private void sleep(Loop own, String name, int... millis) {
        for (int length : millis) {
            own.sleep(Duration.ofMillis(length));
            tell(name, own);
        }
    }

    @Test
    void each_sequence_waits_by_itself() {
        Strands.together(loop, List.of(own -> sleep(own, "a", 30, 30), own -> sleep(own, "b", 20, 50)));

        assertThat(told).containsExactly("b 20", "a 30", "a 60", "b 70");
    }

    @Test
    void sequence_may_wait_for_another_one() {
        var answer = new CompletableFuture<String>();

        Strands.together(loop, List.of(own -> tell(own.await(answer, Duration.ofSeconds(1), "word"), own), own -> {
            own.sleep(Duration.ofMillis(40));
            answer.complete("word");
        }));

        assertThat(told).containsExactly("word 40");
    }

    @Test
    void what_a_strand_schedules_comes_at_its_time_and_can_be_cancelled() {
        Strands.together(
                loop,
                List.of(
                        own -> {
                            own.after(Duration.ofMillis(10), () -> tell("event", own));
                            own.after(Duration.ofMillis(15), () -> tell("cancelled", own))
                                    .cancel();
                            sleep(own, "a", 20);
                        },
                        own -> sleep(own, "b", 5)));

        assertThat(told).containsExactly("b 5", "event 10", "a 20");
    }

    @Test
    void failure_of_one_is_thrown_when_all_have_ended() {
        assertThatThrownBy(() -> Strands.together(loop, List.of(own -> sleep(own, "a", 50), own -> {
                    throw new IllegalStateException("b failed");
                })))
                .hasMessage("b failed");
        assertThat(told).containsExactly("a 50");
    }

    @Test
    void condition_that_throws_fails_its_own_wait_alone() {
        Strands.together(
                loop,
                List.of(
                        own -> assertThatThrownBy(() -> own.await(
                                        () -> {
                                            throw new IllegalStateException("asked");
                                        },
                                        Duration.ofSeconds(1)))
                                .hasMessage("asked"),
                        own -> sleep(own, "b", 10)));

        assertThat(told).containsExactly("b 10");
    }

    @Test
    void failure_of_an_event_is_thrown_by_a_wait_and_the_others_go_on() {
        loop.after(Duration.ofMillis(10), () -> {
            throw new IllegalStateException("event failed");
        });

        Strands.together(
                loop,
                List.of(
                        own -> assertThatThrownBy(() -> own.sleep(Duration.ofMillis(50)))
                                .hasMessage("event failed"),
                        own -> sleep(own, "b", 30)));

        assertThat(told).containsExactly("b 30");
    }

    @Test
    void single_sequence_is_run_by_the_caller_itself() {
        var caller = Thread.currentThread();

        Strands.together(
                loop, List.of(own -> told.add(Thread.currentThread().equals(caller) + " " + own.equals(loop))));

        assertThat(told).containsExactly("true true");
    }

    @Test
    void strands_wait_on_a_live_loop() {
        try (var live = new LiveLoop(1)) {
            var answer = new CompletableFuture<String>();

            Strands.together(
                    live,
                    List.of(
                            own -> told.add(own.await(answer, Duration.ofSeconds(20), "word")),
                            own -> own.after(Duration.ofMillis(1), () -> answer.complete("word"))));
        }

        assertThat(told).containsExactly("word");
    }

    @Test
    void deadline_ends_a_wait_that_would_last_longer_and_moves_when_it_is_put_off() {
        long[] end = {Duration.ofMillis(40).toNanos()};
        loop.after(Duration.ofMillis(30), () -> end[0] += Duration.ofMillis(20).toNanos());
        var bounded = Deadline.over(loop, () -> end[0], "the time was over");

        assertThat(bounded.await(() -> false, Duration.ofMillis(10))).isFalse();
        assertThatThrownBy(() -> bounded.sleep(Duration.ofSeconds(1)))
                .isInstanceOf(TimeOver.class)
                .hasMessage("the time was over");
        assertThat(loop.now()).isEqualTo(Duration.ofMillis(60).toNanos());
        assertThat(bounded.await(() -> true, Duration.ofSeconds(1))).isTrue();
    }
}
