package dev.lacuna.engine.safeguard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lacuna.engine.fault.Impact;
import dev.lacuna.engine.fault.Loss;
import dev.lacuna.engine.safeguard.Voters.Voter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class RemainderTest {
    private static final ClusterFacts FACTS = new ClusterFacts(
            new Voters.Seen(List.of(
                    new Voter("m1", "a", true),
                    new Voter("m2", "b", true),
                    new Voter("m3", "c", true),
                    new Voter("m4", "d", true),
                    new Voter("m5", "e", false))),
            List.of(),
            List.of(),
            List.of(),
            Optional.empty(),
            Set.of(),
            Set.of(),
            Set.of("a", "b", "c"));

    private static Remainder of(Set<Loss> losses, Set<String> cut) {
        return Remainder.of(new Impact(Set.of(), losses, Set.of(), false, cut, Set.of()), FACTS);
    }

    @Test
    void voter_that_is_ill_is_not_left_and_counts_for_the_quorum() {
        var left = of(Set.of(), Set.of());

        assertThat(left.voters().all()).isEqualTo(5);
        assertThat(left.voters().left()).isEqualTo(4);
        assertThat(left.voters().quorum()).isEqualTo(3);
    }

    @Test
    void etcd_takes_its_nodes_api_server_along_and_an_api_server_takes_nothing() {
        assertThat(of(Set.of(Loss.ended("etcd", "kube-system/etcd-a", "a")), Set.of()))
                .satisfies(left -> {
                    assertThat(left.voters().left()).isEqualTo(3);
                    assertThat(left.apiServersLeft()).containsExactlyInAnyOrder("b", "c");
                });
        assertThat(of(Set.of(Loss.ended("kube-apiserver", "kube-system/kube-apiserver-b", "b")), Set.of()))
                .satisfies(left -> {
                    assertThat(left.voters().left()).isEqualTo(4);
                    assertThat(left.apiServersLeft()).containsExactlyInAnyOrder("a", "c");
                });
    }

    @Test
    void etcd_that_is_hit_where_no_voter_is_known_to_be_takes_one_of_those_whose_place_is_not_known() {
        var facts =
                Sheet.facts(List.of(Sheet.voter("a", true), Sheet.voter("", true), Sheet.voter("", true)), List.of());

        var left = Remainder.of(Sheet.losing("etcd", "b"), facts).voters();

        assertThat(left.left()).isEqualTo(2);
        assertThat(left.unplaced()).isEqualTo(1);
    }

    @Test
    void node_that_is_cut_off_takes_both_along_and_another_component_neither() {
        var left = of(Set.of(Loss.ended("kube-scheduler", "kube-system/kube-scheduler-a", "a")), Set.of("c"));

        assertThat(left.voters().left()).isEqualTo(3);
        assertThat(left.apiServersLeft()).containsExactlyInAnyOrder("a", "b");
    }
}
