package dev.lacuna.engine.safeguard;

import static dev.lacuna.engine.safeguard.Sheet.SCHEDULERS;
import static dev.lacuna.engine.safeguard.Sheet.THREE;
import static dev.lacuna.engine.safeguard.Sheet.backOff;
import static dev.lacuna.engine.safeguard.Sheet.candidate;
import static dev.lacuna.engine.safeguard.Sheet.cutOff;
import static dev.lacuna.engine.safeguard.Sheet.ended;
import static dev.lacuna.engine.safeguard.Sheet.facts;
import static dev.lacuna.engine.safeguard.Sheet.leader;
import static dev.lacuna.engine.safeguard.Sheet.losing;
import static dev.lacuna.engine.safeguard.Sheet.operator;
import static dev.lacuna.engine.safeguard.Sheet.refusals;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lacuna.engine.fault.Impact;
import dev.lacuna.engine.fault.Loss;
import dev.lacuna.engine.safeguard.ClusterFacts.Candidate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who may be hit while somebody leads: the guards of standbys and of restarts. */
final class LeadershipGuardsTest {

    @Test
    void a_leader_is_hit_only_while_another_candidate_lives() {
        assertThat(refusals(leader("a"), facts(THREE, SCHEDULERS))).isEmpty();

        var alone = List.of(candidate("a", true, true), candidate("b", false, false));
        assertThat(refusals(leader("a"), facts(THREE, alone))).singleElement().satisfies(refusal -> {
            assertThat(refusal.guard()).isEqualTo("standby");
            assertThat(refusal.waitable())
                    .as("a candidate in back-off comes back")
                    .isTrue();
        });
        assertThat(refusals(leader("a"), facts(THREE, alone.subList(0, 1))))
                .singleElement()
                .satisfies(refusal -> assertThat(refusal.waitable())
                        .as("there is nobody to come back")
                        .isFalse());
    }

    @Test
    void a_standby_that_is_hit_too_is_none() {
        var impact = new Impact(
                Set.of("a", "b"),
                Set.of(ended("kube-scheduler", "a"), ended("kube-scheduler", "b")),
                Set.of("kube-scheduler"),
                false,
                Set.of(),
                Set.of());

        assertThat(refusals(impact, facts(THREE, SCHEDULERS.subList(0, 2))))
                .extracting(Refusal::guard)
                .containsExactly("standby");
    }

    @Test
    void a_standby_that_is_cut_off_too_is_none() {
        var cutOffBoth = new Impact(
                Set.of("a", "b"),
                Set.of(cutOff("kube-scheduler", "a"), cutOff("kube-scheduler", "b")),
                Set.of("kube-scheduler"),
                false,
                Set.of(),
                Set.of());

        assertThat(refusals(cutOffBoth, facts(THREE, SCHEDULERS.subList(0, 2))))
                .extracting(Refusal::guard)
                .containsExactly("standby");
        assertThat(refusals(cutOffBoth, facts(THREE, SCHEDULERS))).isEmpty();
    }

    @Test
    void elections_of_the_same_name_in_two_namespaces_are_two() {
        var shop = List.of(
                new Candidate("shop/cart", "shop/cart-1", "a", true, true),
                new Candidate("bakery/cart", "bakery/cart-1", "b", true, true),
                new Candidate("bakery/cart", "bakery/cart-2", "c", true, false));

        assertThat(refusals(operator("shop/cart", "shop/cart-1", "a"), facts(THREE, shop)))
                .singleElement()
                .satisfies(refusal -> assertThat(refusal.fact()).contains("election shop/cart has no candidate"));
        assertThat(refusals(operator("bakery/cart", "bakery/cart-1", "b"), facts(THREE, shop)))
                .isEmpty();
    }

    @Test
    void operators_standby_on_the_same_node_takes_over_unless_it_is_hit_itself() {
        var candidates = List.of(
                new Candidate("shop/cart", "shop/cart-1", "a", true, true),
                new Candidate("shop/cart", "shop/cart-2", "a", true, false));
        var both = new Impact(
                Set.of("a"),
                Set.of(Loss.ended("", "shop/cart-1", "a"), Loss.ended("", "shop/cart-2", "a")),
                Set.of("shop/cart"),
                false,
                Set.of(),
                Set.of("shop"));

        assertThat(refusals(operator("shop/cart", "shop/cart-1", "a"), facts(THREE, candidates)))
                .isEmpty();
        assertThat(refusals(both, facts(THREE, candidates)))
                .extracting(Refusal::guard)
                .containsExactly("standby");
    }

    @Test
    void a_restart_that_the_kubelet_would_delay_is_not_measured_unawares() {
        var facts = new ClusterFacts(
                new Voters.Seen(THREE),
                List.of(),
                SCHEDULERS,
                List.of(backOff("kube-apiserver", "a"), backOff("kube-scheduler", "a")),
                Optional.empty(),
                Set.of(),
                Set.of(),
                Set.of());

        assertThat(refusals(losing("kube-apiserver", "a"), facts))
                .singleElement()
                .satisfies(refusal ->
                        assertThat(refusal.fact()).contains("delayed by 10 s").contains("in 550 s"));
        assertThat(refusals(leader("a"), facts)).as("another one takes over").isEmpty();
    }

    @Test
    void a_follower_that_is_hit_beside_its_leader_is_not_exempt_from_the_delay() {
        var facts = new ClusterFacts(
                new Voters.Seen(THREE),
                List.of(),
                SCHEDULERS,
                List.of(backOff("kube-scheduler", "a"), backOff("kube-scheduler", "b")),
                Optional.empty(),
                Set.of(),
                Set.of(),
                Set.of());
        var both = new Impact(
                Set.of("a", "b"),
                Set.of(ended("kube-scheduler", "a"), ended("kube-scheduler", "b")),
                Set.of("kube-scheduler"),
                false,
                Set.of(),
                Set.of());

        assertThat(refusals(both, facts)).singleElement().satisfies(refusal -> {
            assertThat(refusal.guard()).isEqualTo("restart-backoff");
            assertThat(refusal.fact()).startsWith("kube-scheduler on b");
        });
    }

    @Test
    void what_is_only_cut_off_is_not_restarted_and_meets_no_delay() {
        var facts = new ClusterFacts(
                new Voters.Seen(THREE),
                List.of(),
                List.of(),
                List.of(backOff("kube-apiserver", "a")),
                Optional.empty(),
                Set.of(),
                Set.of(),
                Set.of());
        var cut = new Impact(Set.of("a"), Set.of(cutOff("kube-apiserver", "a")), Set.of(), false, Set.of(), Set.of());

        assertThat(refusals(cut, facts)).isEmpty();
    }
}
