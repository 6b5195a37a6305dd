package dev.lacuna.experiments.network;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lacuna.engine.scenario.shape.Origin;
import dev.lacuna.engine.scenario.shape.Share;
import dev.lacuna.experiments.controlplane.PacketFilter;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class FiltersTest {
    private static final End A = new End("a", Set.of("10.0.0.1"));
    private static final End B = new End("b", Set.of("10.0.0.2"));
    private static final End C = new End("c", Set.of("10.0.0.3"));
    private static final End BALANCER = new End("", Set.of("10.0.0.9"));

    @Test
    void every_member_of_a_mesh_drops_what_the_others_send_once() {
        var filters = Filters.of(spec(Network.Direction.BOTH, 30), List.of(A, B, C), List.of(A, B, C));

        assertThat(filters.keySet()).containsExactly("a", "b", "c");
        assertThat(filters.get("b"))
                .isEqualTo(new PacketFilter(
                        PacketFilter.Effect.DROP,
                        300,
                        List.of("10.0.0.1", "10.0.0.3"),
                        Set.of(2380),
                        Set.of(2380),
                        java.util.Optional.empty()));
    }

    @Test
    void one_that_is_cut_off_hears_nobody_and_is_heard_by_nobody() {
        var filters = Filters.of(spec(Network.Direction.BOTH, 100), List.of(A), List.of(A, B, C));

        assertThat(requireNonNull(filters.get("a")).peers()).containsExactly("10.0.0.2", "10.0.0.3");
        assertThat(requireNonNull(filters.get("b")).peers()).containsExactly("10.0.0.1");
        assertThat(requireNonNull(filters.get("c")).peers()).containsExactly("10.0.0.1");
    }

    @Test
    void one_way_drops_only_at_the_listening_end() {
        assertThat(Filters.of(spec(Network.Direction.ONE_WAY, 100), List.of(A), List.of(B))
                        .keySet())
                .containsExactly("b");
    }

    @Test
    void nothing_can_be_filtered_on_what_is_no_node() {
        var filters = Filters.of(spec(Network.Direction.BOTH, 100), List.of(BALANCER), List.of(B));

        assertThat(filters.keySet()).containsExactly("b");
        assertThat(requireNonNull(filters.get("b")).peers()).containsExactly("10.0.0.9");
    }

    @Test
    void a_node_is_never_cut_from_itself() {
        assertThat(Filters.of(spec(Network.Direction.BOTH, 100), List.of(A), List.of(A)))
                .isEmpty();
    }

    @Test
    void of_a_loss_every_filter_is_a_witness_and_of_a_cut_each_pair() {
        assertThat(Filters.witnesses(spec(Network.Direction.BOTH, 30), List.of(A), List.of(A, B, C)))
                .containsExactlyInAnyOrder(Set.of("a"), Set.of("b"), Set.of("c"));
        assertThat(Filters.witnesses(spec(Network.Direction.BOTH, 100), List.of(A), List.of(A, B, C)))
                .containsExactlyInAnyOrder(Set.of("a", "b"), Set.of("a", "c"));
        assertThat(Filters.witnesses(spec(Network.Direction.ONE_WAY, 100), List.of(A), List.of(B, C)))
                .containsExactlyInAnyOrder(Set.of("b"), Set.of("c"));
        assertThat(Filters.witnesses(spec(Network.Direction.BOTH, 100), List.of(BALANCER), List.of(B)))
                .containsExactly(Set.of("b"));
    }

    private static Network spec(Network.Direction direction, int percent) {
        return new Network(
                PacketFilter.Effect.DROP,
                Share.percent(percent),
                new Peer.Balancer(),
                new Peer.Balancer(),
                Set.of(2380),
                direction,
                Origin.of("test.yaml"));
    }
}
