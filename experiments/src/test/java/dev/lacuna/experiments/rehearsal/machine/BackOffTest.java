package dev.lacuna.experiments.rehearsal.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lacuna.experiments.rehearsal.model.NodeModel;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class BackOffTest {
    private static final long SECOND = 1_000_000_000L;
    private final BackOff backOff = new BackOff(NodeModel.standard());

    @Test
    void restarts_wait_0_10_20_40_and_at_most_300_seconds() {
        assertThat(IntStream.range(0, 8).mapToLong(i -> backOff.next(SECOND * i * 60) / SECOND))
                .containsExactly(0L, 10L, 20L, 40L, 80L, 160L, 300L, 300L);
    }

    @Test
    void exits_are_forgotten_more_than_ten_minutes_after_the_last_wait() {
        assertThat(backOff.next(0)).isZero();
        assertThat(backOff.next(5 * SECOND)).isEqualTo(10 * SECOND);

        assertThat(backOff.next(616 * SECOND)).isZero();
    }
}
