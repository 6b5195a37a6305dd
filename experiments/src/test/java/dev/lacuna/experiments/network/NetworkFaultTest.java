package dev.lacuna.experiments.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lacuna.engine.scenario.shape.Share;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class NetworkFaultTest {

    @Test
    void nodes_cut_from_literal_addresses_are_the_ones_that_are_lost() {
        assertThat(NetworkFault.alone(Set.of("a", "b"), Set.of())).containsExactlyInAnyOrder("a", "b");
        assertThat(NetworkFault.alone(Set.of(), Set.of("c"))).containsExactly("c");
    }

    @Test
    void of_two_sides_the_smaller_is_lost() {
        assertThat(NetworkFault.alone(Set.of("a", "b"), Set.of("c"))).containsExactly("c");
        assertThat(NetworkFault.alone(Set.of("a"), Set.of("b", "c"))).containsExactly("a");
    }

    @Test
    void a_loss_of_half_of_the_packets_counts_as_a_cut() {
        assertThat(NetworkFault.cuts(Share.percent(50))).isTrue();
        assertThat(NetworkFault.cuts(Share.percent(49))).isFalse();
    }
}
