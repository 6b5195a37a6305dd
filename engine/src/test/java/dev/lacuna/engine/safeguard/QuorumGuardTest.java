package dev.lacuna.engine.safeguard;

import static dev.lacuna.engine.safeguard.Sheet.THREE;
import static dev.lacuna.engine.safeguard.Sheet.cutting;
import static dev.lacuna.engine.safeguard.Sheet.ended;
import static dev.lacuna.engine.safeguard.Sheet.facts;
import static dev.lacuna.engine.safeguard.Sheet.losing;
import static dev.lacuna.engine.safeguard.Sheet.refusals;
import static dev.lacuna.engine.safeguard.Sheet.voter;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lacuna.engine.fault.Impact;
import dev.lacuna.engine.safeguard.Voters.Voter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class QuorumGuardTest {

    @Test
    void one_of_three_voters_may_go() {
        assertThat(refusals(losing("etcd", "a"), facts(THREE, List.of()))).isEmpty();
    }

    @Test
    void two_of_three_voters_may_not_go() {
        var impact = new Impact(
                Set.of("a", "b"), Set.of(ended("etcd", "a"), ended("etcd", "b")), Set.of(), false, Set.of(), Set.of());

        assertThat(refusals(impact, facts(THREE, List.of()))).singleElement().satisfies(refusal -> {
            assertThat(refusal.guard()).isEqualTo("quorum");
            assertThat(refusal.fact())
                    .contains("of 3 etcd voters 3 are healthy")
                    .contains("1 would be left, a majority is 2");
            assertThat(refusal.text()).contains("--allow quorum");
        });
    }

    @Test
    void a_voter_that_is_ill_already_counts_as_gone() {
        var facts = facts(List.of(voter("a", true), voter("b", true), voter("c", false)), List.of());

        assertThat(refusals(losing("etcd", "a"), facts))
                .extracting(Refusal::guard)
                .containsExactly("quorum");
    }

    @Test
    void to_take_a_voter_that_is_ill_already_costs_nothing_more() {
        var facts = facts(List.of(voter("a", true), voter("b", true), voter("c", false)), List.of());

        assertThat(refusals(losing("etcd", "c"), facts)).isEmpty();
    }

    @Test
    void a_node_that_is_cut_off_takes_its_voter_along() {
        var impact = new Impact(Set.of("a", "b"), Set.of(), Set.of(), false, Set.of("a", "b"), Set.of());

        assertThat(refusals(impact, facts(THREE, List.of())))
                .extracting(Refusal::guard)
                .containsExactly("quorum");
    }

    @Test
    void of_one_or_two_voters_none_may_go() {
        assertThat(refusals(losing("etcd", "a"), facts(THREE.subList(0, 1), List.of())))
                .hasSize(1);
        assertThat(refusals(losing("etcd", "a"), facts(THREE.subList(0, 2), List.of())))
                .hasSize(1);
    }

    @Test
    void voters_that_nobody_can_see_are_not_risked() {
        var unseen = facts(new Voters.Unseen("no pod of etcd"), List.of());

        assertThat(refusals(losing("etcd", "a"), unseen)).singleElement().satisfies(refusal -> {
            assertThat(refusal.guard()).isEqualTo("quorum");
            assertThat(refusal.fact()).contains("can't be seen (no pod of etcd)");
        });
        assertThat(refusals(losing("kube-apiserver", "a"), unseen)).isEmpty();
    }

    @Test
    void node_of_an_api_server_that_is_cut_off_may_hold_a_voter_that_nobody_can_see() {
        var unseen = new ClusterFacts(
                new Voters.Unseen("no pod of etcd"),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                Set.of(),
                Set.of(),
                Set.of("a", "b"));
        assertThat(refusals(cutting("a"), unseen)).extracting(Refusal::guard).containsExactly("quorum");
        assertThat(refusals(cutting("worker"), unseen)).isEmpty();
    }

    @Test
    void voters_that_nobody_has_asked_for_are_not_said_to_be_well() {
        assertThat(refusals(losing("etcd", "a"), facts(new Voters.NotAsked(), List.of())))
                .singleElement()
                .satisfies(refusal -> assertThat(refusal.fact()).contains("etcd was not asked for its voters"));
    }

    @Test
    void voters_outside_of_the_nodes_count_for_the_majority() {
        var external = new Voter("x", "", true);
        var illExternal = new Voter("y", "", false);

        assertThat(refusals(
                        losing("etcd", "a"), facts(List.of(voter("a", true), voter("b", true), external), List.of())))
                .isEmpty();
        assertThat(refusals(
                        losing("etcd", "a"),
                        facts(List.of(voter("a", true), voter("b", true), illExternal), List.of())))
                .singleElement()
                .satisfies(refusal -> assertThat(refusal.fact()).contains("1 would be left, a majority is 2"));
    }

    @Test
    void etcd_whose_voter_has_no_known_node_is_one_of_those_without_a_node() {
        var unplaced = List.of(new Voter("x", "", true), new Voter("y", "", true), new Voter("z", "", true));
        var two = new Impact(
                Set.of("a", "b"), Set.of(ended("etcd", "a"), ended("etcd", "b")), Set.of(), false, Set.of(), Set.of());

        assertThat(refusals(losing("etcd", "a"), facts(unplaced, List.of()))).isEmpty();
        assertThat(refusals(two, facts(unplaced, List.of())))
                .singleElement()
                .satisfies(refusal -> assertThat(refusal.fact())
                        .contains("this takes 2 away")
                        .contains("where 2 of them are is not known"));
    }

    @Test
    void learner_beside_placed_voters_costs_no_majority() {
        assertThat(refusals(losing("etcd", "d"), facts(THREE.subList(0, 2), List.of())))
                .isEmpty();
    }
}
