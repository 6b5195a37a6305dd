package dev.lacuna.engine.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AgendaTest {
    private final Agenda agenda = new Agenda();
    private final List<Integer> ran = new ArrayList<>();

    @Test
    void what_is_due_at_the_same_moment_runs_in_the_order_of_arrival() {
        IntStream.range(0, 100).forEach(number -> agenda.add(7, () -> ran.add(number)));

        runAll(7);

        assertThat(ran).isSorted().hasSize(100);
    }

    @Test
    void nothing_is_taken_out_before_its_time() {
        agenda.add(12, () -> {});

        assertThat(agenda.next(11)).isNull();
        assertThat(agenda.next(12)).isNotNull();
    }

    @Test
    void cancelled_one_is_out_at_once_and_may_be_cancelled_again() {
        var timer = agenda.add(3, () -> ran.add(3));
        agenda.add(5, () -> ran.add(5));

        timer.cancel();
        timer.cancel();

        assertThat(Objects.requireNonNull(agenda.next(9)).when()).isEqualTo(5);
        assertThat(agenda.next(9)).isNull();
    }

    @Test
    void another_thread_empties_an_appointment_and_leaves_it_in_its_place() throws InterruptedException {
        var timer = agenda.add(3, () -> ran.add(3));
        var thread = new Thread(timer::cancel);
        thread.start();
        thread.join();

        var taken = Objects.requireNonNull(agenda.next(3));

        assertThat(taken.cancelled()).isTrue();
        taken.run();
        assertThat(ran).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15})
    void order_stands_whatever_is_added_and_cancelled_meanwhile(long seed) {
        var chance = new SplittableRandom(seed);
        List<Planned> planned = new ArrayList<>();
        List<Planned> expected = new ArrayList<>();
        long now = 0;
        for (int number = 0; number < 2_000; number++) {
            var own = new Planned(number, now + chance.nextInt(50));
            own.timer = agenda.add(own.when, () -> ran.add(own.number));
            planned.add(own);
            if (chance.nextInt(3) == 0) {
                var victim = planned.get(chance.nextInt(planned.size()));
                victim.cancelled = victim.cancelled || !ran.contains(victim.number);
                victim.timer.cancel();
            }
            if (chance.nextInt(4) == 0) {
                now += chance.nextInt(20);
                runAll(now);
            }
        }
        runAll(Long.MAX_VALUE);

        planned.stream().filter(one -> !one.cancelled).forEach(expected::add);
        expected.sort((a, b) -> a.when != b.when ? Long.compare(a.when, b.when) : Integer.compare(a.number, b.number));
        assertThat(ran)
                .containsExactlyElementsOf(
                        expected.stream().map(one -> one.number).toList());
    }

    private void runAll(long until) {
        for (var next = agenda.next(until); next != null; next = agenda.next(until)) {
            next.run();
        }
    }

    private static final class Planned {
        final int number;
        final long when;
        boolean cancelled;
        Loop.Timer timer = () -> {};

        Planned(int number, long when) {
            this.number = number;
            this.when = when;
        }
    }
}
