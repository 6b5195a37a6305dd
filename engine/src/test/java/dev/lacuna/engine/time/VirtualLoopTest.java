package dev.lacuna.engine.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class VirtualLoopTest extends LoopContract {
    private final VirtualLoop loop = new VirtualLoop(7, Instant.parse("2026-11-02T03:00:00Z"));

    @Override
    Loop loop() {
        return loop;
    }

    @Test
    void time_leaps_to_the_next_event_and_stands_still_in_it() {
        List<Long> seen = new ArrayList<>();
        loop.at(300, () -> seen.add(loop.now()));
        loop.at(100, () -> seen.add(loop.now()));

        loop.runUntilIdle();

        assertThat(seen).containsExactly(100L, 300L);
        assertThat(loop.now()).isEqualTo(300);
    }

    @Test
    void an_hour_of_sleep_takes_no_time_and_moves_both_clocks() {
        loop.sleep(Duration.ofHours(1));

        assertThat(loop.now()).isEqualTo(Duration.ofHours(1).toNanos());
        assertThat(loop.wall()).isEqualTo("2026-11-02T04:00:00Z");
    }

    @Test
    void await_stops_at_the_event_that_fulfils_it() {
        List<String> ran = new ArrayList<>();
        loop.at(20, () -> ran.add("wanted"));
        loop.at(20, () -> ran.add("behind it"));

        assertThat(loop.await(() -> !ran.isEmpty(), 50)).isTrue();

        assertThat(ran).containsExactly("wanted");
        assertThat(loop.now()).isEqualTo(20);
    }

    @Test
    void a_cancelled_timer_does_not_move_time() {
        loop.at(900, () -> {}).cancel();

        loop.runUntilIdle();

        assertThat(loop.now()).isZero();
    }

    @Test
    void the_same_seed_repeats_a_run_and_another_one_does_not() {
        assertThat(trace(4711)).isEqualTo(trace(4711)).isNotEqualTo(trace(4712));
    }

    @Test
    void drawing_from_one_stream_does_not_change_another() {
        var other = new VirtualLoop(7, Instant.EPOCH);
        loop.random("noise").nextLong();

        assertThat(loop.random("target").nextLong())
                .isEqualTo(other.random("target").nextLong());
    }

    @Test
    void streams_stay_the_same_from_release_to_release() {
        assertThat(loop.random("target").nextInt(1_000_000)).isEqualTo(443_803);
    }

    @Test
    void a_task_from_another_thread_runs_at_the_next_look() throws InterruptedException {
        List<String> ran = new ArrayList<>();
        var outsider = DaemonThreads.single("outsider", () -> loop.post(() -> ran.add("outside")));
        outsider.start();
        outsider.join();

        assertThat(loop.await(() -> !ran.isEmpty(), 10)).isTrue();
        assertThat(ran).containsExactly("outside");
    }

    private static List<String> trace(long seed) {
        var loop = new VirtualLoop(seed, Instant.EPOCH);
        List<String> trace = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            var name = "task " + i;
            loop.after(Duration.ofNanos(loop.random("delays").nextInt(5)), () -> trace.add(loop.now() + " " + name));
        }
        loop.runUntilIdle();
        return trace;
    }
}
