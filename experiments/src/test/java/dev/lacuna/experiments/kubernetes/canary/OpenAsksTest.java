package dev.lacuna.experiments.kubernetes.canary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lacuna.engine.time.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class OpenAsksTest {
    private final List<Long> givenUp = new ArrayList<>();
    private final OpenAsks asks = new OpenAsks(givenUp::add);
    private final List<CompletableFuture<Interval>> answers = new ArrayList<>();

    private void ask(int count) {
        for (int piece = 0; piece < count; piece++) {
            answers.add(asks.open(piece, 100 + piece));
        }
    }

    private List<Integer> done() {
        List<Integer> done = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            if (answers.get(i).isDone()) {
                done.add(i);
            }
        }
        return done;
    }

    @Test
    void of_many_that_wait_exactly_the_one_that_was_done_is_answered() {
        for (int chosen = 0; chosen < 12; chosen++) {
            int piece = chosen;
            var own = new OpenAsks(unused -> {});
            List<CompletableFuture<Interval>> waiting = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                waiting.add(own.open(i, 100 + i));
            }

            own.done(one -> one == piece, 900);

            assertThat(waiting.get(piece)).isCompletedWithValue(new Interval(100 + piece, 900));
            assertThat(waiting.stream().filter(CompletableFuture::isDone)).hasSize(1);
            assertThat(own.size()).isEqualTo(11);
        }
    }

    @Test
    void of_many_that_wait_exactly_the_one_that_failed_is_told() {
        ask(12);

        asks.fail(5, new IllegalStateException("refused"));

        assertThat(answers.get(5)).isCompletedExceptionally();
        assertThat(done()).containsExactly(5);
    }

    @Test
    void several_pieces_are_answered_at_once() {
        ask(12);

        asks.done(piece -> piece >= 3 && piece <= 8, 900);

        assertThat(done()).containsExactly(3, 4, 5, 6, 7, 8);
        assertThat(answers.get(6)).isCompletedWithValue(new Interval(106, 900));
    }

    @Test
    void who_hears_an_answer_may_ask_again() {
        ask(12);
        List<CompletableFuture<Interval>> again = new ArrayList<>();
        for (var answer : answers) {
            var unused = answer.thenAccept(done -> again.add(asks.open(20, 900)));
        }

        asks.done(piece -> piece < 12, 900);

        assertThat(again).hasSize(12).noneMatch(CompletableFuture::isDone);
        assertThat(asks.size()).isEqualTo(12);
    }

    @Test
    void a_look_that_shows_it_undone_moves_the_earliest_moment_up() {
        ask(3);

        asks.undone(piece -> piece == 1, 500);
        asks.done(piece -> true, 900);

        assertThat(answers.get(1)).isCompletedWithValue(new Interval(500, 900));
        assertThat(answers.get(2)).isCompletedWithValue(new Interval(102, 900));
    }

    @Test
    void an_ask_that_nobody_waits_for_any_more_gives_its_piece_up() {
        ask(3);

        answers.get(1).cancel(false);

        assertThat(givenUp).containsExactly(1L);
        assertThat(asks.oldest()).hasValue(0);
        assertThat(asks.size()).isEqualTo(2);
    }
}
