package dev.lacuna.experiments.rehearsal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lacuna.engine.time.VirtualLoop;
import dev.lacuna.experiments.controlplane.PacketFilter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class StreamTest {
    private static final int PORT = 2380;
    private static final long MS = 1_000_000;
    private final VirtualLoop loop = new VirtualLoop(31, Instant.parse("2026-01-01T00:00:00Z"));
    private final Host one = new Host("192.0.2.1");
    private final Host other = new Host("192.0.2.2");
    private final Stream stream =
            new Stream(new Wire(loop.random("wire")), new Stream.Way(one, other, PORT, true), loop);
    private final List<Integer> arrived = new ArrayList<>();
    private final List<Double> took = new ArrayList<>();

    private static void filter(Host at, Host from, int perMille) {
        at.filters()
                .add(new Host.Filter(
                        "f",
                        new PacketFilter(
                                PacketFilter.Effect.DROP,
                                perMille,
                                List.of(from.address()),
                                Set.of(PORT),
                                Set.of(PORT),
                                Optional.empty())));
    }

    private void send(int number) {
        long sent = loop.now();
        stream.send(MS, () -> {
            arrived.add(number);
            took.add((loop.now() - sent) / 1e9);
        });
    }

    /** One message each 100 ms, as etcd's heartbeats are. */
    private void beat(int messages) {
        for (int i = 0; i < messages; i++) {
            send(i);
            loop.sleep(Duration.ofMillis(100));
        }
        loop.sleep(Duration.ofSeconds(20));
    }

    private double mean() {
        return took.stream().mapToDouble(time -> time).average().orElseThrow();
    }

    @Test
    void without_filters_messages_arrive_in_their_order_when_they_would() {
        beat(20);

        assertThat(arrived).isEqualTo(IntStream.range(0, 20).boxed().toList());
        assertThat(took).allMatch(time -> time == 0.001);
    }

    @Test
    void lost_message_is_sent_again_as_soon_as_a_later_one_is_acknowledged() {
        filter(other, one, 1_000);
        send(1);
        loop.sleep(Duration.ofMillis(40));
        other.filters().clear();
        send(2);
        loop.sleep(Duration.ofMillis(20));

        assertThat(arrived).containsExactly(1, 2);
    }

    @Test
    void lost_message_that_nothing_follows_comes_after_the_retransmission_timeout() {
        filter(other, one, 1_000);
        send(1);
        loop.sleep(Duration.ofMillis(40));
        other.filters().clear();
        loop.sleep(Duration.ofSeconds(1));

        assertThat(took).containsExactly(0.2);
    }

    @Test
    void under_30_percent_of_loss_both_ways_all_arrive_in_order_and_some_wait_for_seconds() {
        filter(other, one, 300);
        filter(one, other, 300);
        beat(600);

        assertThat(arrived).isSorted();
        assertThat(mean()).isBetween(0.1, 2.0);
        assertThat(took).anyMatch(time -> time > 1.0);
    }

    @Test
    void few_percent_of_loss_cost_less_than_the_timeout() {
        filter(other, one, 30);
        filter(one, other, 30);
        beat(600);

        assertThat(arrived).hasSize(600);
        assertThat(mean()).isLessThan(0.02);
    }

    @Test
    void connection_that_is_cut_is_given_up_and_goes_on_after_the_cut() {
        filter(other, one, 1_000);
        for (int i = 0; i < 300; i++) {
            send(i);
            loop.sleep(Duration.ofMillis(100));
        }
        other.filters().clear();
        long healed = loop.now();
        for (int i = 300; arrived.isEmpty(); i++) {
            send(i);
            loop.sleep(Duration.ofMillis(100));
        }

        assertThat((loop.now() - healed) / 1e9).isLessThan(7);
    }
}
