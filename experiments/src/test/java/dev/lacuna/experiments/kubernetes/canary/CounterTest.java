package dev.lacuna.experiments.kubernetes.canary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lacuna.engine.time.Interval;
import dev.lacuna.engine.time.VirtualLoop;
import dev.lacuna.experiments.kubernetes.api.Answered;
import dev.lacuna.experiments.kubernetes.api.ApiOutcome;
import dev.lacuna.experiments.kubernetes.api.FakeOutcomes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class CounterTest {
    private final VirtualLoop loop = new VirtualLoop(7, Instant.EPOCH);
    private final List<String> sent = new ArrayList<>();
    private final Counter counter = new Counter(loop, this::raise);
    private final List<CompletableFuture<Interval>> asks = new ArrayList<>();
    private long there;
    private boolean answersAreLost;
    private boolean requestsAreLost;

    /** The cluster's side. */
    private CompletableFuture<ApiOutcome> raise(long from, long number) {
        sent.add(from + ">" + number);
        if (requestsAreLost) {
            return CompletableFuture.completedFuture(FakeOutcomes.lost());
        }
        if (there != from) {
            return CompletableFuture.completedFuture(FakeOutcomes.status(422));
        }
        there = number;
        return CompletableFuture.completedFuture(answersAreLost ? FakeOutcomes.lost() : FakeOutcomes.status(200));
    }

    @Test
    void number_rises_from_the_one_that_was_confirmed_last() {
        asks.add(counter.ask());
        asks.add(counter.ask());

        assertThat(sent).containsExactly("0>1", "1>2");
        assertThat(there).isEqualTo(2);
    }

    @Test
    void number_whose_answer_was_lost_is_found_again() {
        answersAreLost = true;
        var lost = counter.ask();
        answersAreLost = false;

        asks.add(counter.ask());

        assertThat(lost).isCompletedExceptionally();
        assertThat(sent).containsExactly("0>1", "0>2", "2>2", "1>2");
        assertThat(there).isEqualTo(2);
    }

    @Test
    void request_that_was_lost_and_comes_late_takes_nothing_back() {
        requestsAreLost = true;
        asks.add(counter.ask());
        requestsAreLost = false;
        asks.add(counter.ask());
        asks.add(counter.ask());
        assertThat(there).isEqualTo(3);

        var late = raise(0, 1);

        assertThat(late)
                .isCompletedWithValueMatching(
                        outcome -> !((Answered) outcome).reply().ok());
        assertThat(there).isEqualTo(3);
    }
}
