package dev.lacuna.engine.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class LiveLoopTest extends LoopContract {
    private final AtomicReference<Instant> wall = new AtomicReference<>(Instant.parse("2026-11-02T03:00:00Z"));
    private final LiveLoop loop = new LiveLoop(7, wall::get);

    @AfterEach
    void close() {
        loop.close();
    }

    @Override
    Loop loop() {
        return loop;
    }

    @Test
    void events_run_on_one_named_daemon_thread() {
        List<String> threads = new ArrayList<>();
        loop.post(() -> threads.add(
                Thread.currentThread().getName() + Thread.currentThread().isDaemon()));
        loop.after(
                Duration.ofMillis(2),
                () -> threads.add(Thread.currentThread().getName()
                        + Thread.currentThread().isDaemon()));

        assertThat(loop.await(() -> threads.size() == 2, PLENTY)).isTrue();
        assertThat(threads).containsExactly("lacuna-looptrue", "lacuna-looptrue");
    }

    @Test
    void several_threads_may_await_and_each_gets_its_own_answer() throws Exception {
        var first = new AtomicBoolean();
        var second = new AtomicBoolean();
        var one = elsewhere(() -> loop.await(first::get, PLENTY));
        var other = elsewhere(() -> loop.await(second::get, Duration.ofMillis(5)));

        assertThat(other.get()).isFalse();
        loop.post(() -> first.set(true));
        assertThat(one.get()).isTrue();
    }

    @Test
    void an_interrupted_await_is_stopped_and_its_thread_can_still_heal() throws Exception {
        var healed = new CompletableFuture<Boolean>();
        var waiter = DaemonThreads.single("waiter", () -> {
            try {
                loop.sleep(PLENTY);
            } catch (Stopped e) {
                healed.complete(loop.await(() -> true, PLENTY));
            }
        });
        waiter.start();
        waiter.interrupt();

        assertThat(healed.get()).isTrue();
    }

    @Test
    void a_failure_that_nobody_waited_for_is_kept_for_the_next_await() throws Exception {
        var behind = new CountDownLatch(1);
        loop.post(() -> {
            throw new IllegalStateException("first");
        });
        loop.post(() -> {
            throw new IllegalStateException("second");
        });
        loop.post(behind::countDown);
        behind.await();

        assertThatThrownBy(() -> loop.await(() -> true, PLENTY))
                .hasMessage("first")
                .satisfies(e -> assertThat(e.getSuppressed())
                        .singleElement()
                        .hasToString("java.lang.IllegalStateException: second"));
        assertThat(loop.await(() -> true, PLENTY)).isTrue();
    }

    @Test
    void blocking_work_does_not_hold_up_the_loop_and_its_thread_bears_its_name() {
        var release = new CountDownLatch(1);
        var answer = loop.offload("reading pods", () -> {
            release.await();
            return Thread.currentThread().getName();
        });

        assertThat(loop.await(() -> true, PLENTY)).isTrue();
        release.countDown();
        assertThat(loop.await(answer, PLENTY, "the name"))
                .startsWith("lacuna-work-")
                .endsWith(" reading pods");
    }

    @Test
    void too_much_blocking_work_is_refused_and_not_queued() {
        var release = new CountDownLatch(1);
        for (int i = 0; i < LiveLoop.MOST_OFFLOADED; i++) {
            var unused = loop.offload("hanging", () -> {
                release.await();
                return "";
            });
        }

        assertThatThrownBy(() -> loop.await(loop.offload("reading leases", () -> ""), PLENTY, "leases"))
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessageStartingWith("reading leases: not begun")
                .hasMessageContaining("64");
        release.countDown();
    }

    @Test
    void cancelling_an_answer_interrupts_the_work() throws Exception {
        var begun = new CountDownLatch(1);
        var interrupted = new CountDownLatch(1);
        var answer = loop.offload("hanging", () -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
            return "";
        });
        begun.await();

        answer.cancel(true);

        assertThat(interrupted.await(PLENTY.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void closing_lets_go_of_who_waits_and_ends_the_threads() throws Exception {
        var threads = new ArrayList<Thread>();
        loop.post(() -> threads.add(Thread.currentThread()));
        assertThat(loop.await(() -> !threads.isEmpty(), PLENTY)).isTrue();
        var work = new CompletableFuture<Thread>();
        loop.executor().execute(() -> work.complete(Thread.currentThread()));
        threads.add(work.get());
        var sleeper = elsewhere(() -> loop.await(() -> false, PLENTY));

        loop.close();

        assertThatThrownBy(sleeper::get).isInstanceOf(ExecutionException.class).hasCauseInstanceOf(Stopped.class);
        assertThatThrownBy(() -> loop.await(() -> true, PLENTY)).isInstanceOf(Stopped.class);
        for (var thread : threads) {
            thread.join(PLENTY.toMillis());
            assertThat(thread.isAlive()).as(thread.getName()).isFalse();
        }
    }

    @Test
    void a_jump_of_the_wall_clock_is_told() {
        List<Duration> jumps = new ArrayList<>();
        loop.onClockJump(jumps::add);

        // Set anew at each look, so that it does not matter which look came before the first jump.
        assertThat(loop.await(
                        () -> !jumps.isEmpty() || wall.updateAndGet(shown -> shown.plus(Duration.ofHours(2))) == null,
                        PLENTY))
                .isTrue();
        assertThat(jumps.get(0)).isGreaterThan(Duration.ofHours(1));
    }

    private static CompletableFuture<Boolean> elsewhere(BooleanSupplier wait) {
        var answer = new CompletableFuture<Boolean>();
        DaemonThreads.single("elsewhere", () -> {
                    try {
                        answer.complete(wait.getAsBoolean());
                    } catch (Throwable e) {
                        answer.completeExceptionally(e);
                    }
                })
                .start();
        return answer;
    }
}
