package dev.lacuna.engine.safeguard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lacuna.engine.fault.Impact;
import dev.lacuna.engine.fault.Loss;
import dev.lacuna.engine.safeguard.ClusterFacts.BackOff;
import dev.lacuna.engine.safeguard.ClusterFacts.Candidate;
import dev.lacuna.engine.safeguard.Voters.Voter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class GuardsTest {
    private static final List<Voter> THREE = List.of(voter("a", true), voter("b", true), voter("c", true));
    private static final List<Candidate> SCHEDULERS =
            List.of(candidate("a", true, true), candidate("b", true, false), candidate("c", true, false));

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
    void nothing_is_hit_while_something_is_broken() {
        var facts = new ClusterFacts(
                new Voters.Seen(THREE),
                List.of("node b is not Ready"),
                List.of(),
                List.of(),
                Optional.empty(),
                Set.of(),
                Set.of(),
                Set.of());

        assertThat(refusals(losing("kube-apiserver", "a"), facts))
                .singleElement()
                .satisfies(refusal -> {
                    assertThat(refusal.guard()).isEqualTo("degraded");
                    assertThat(refusal.fact()).isEqualTo("node b is not Ready");
                });
    }

    @Test
    void the_runners_own_node_is_spared() {
        var facts = new ClusterFacts(
                new Voters.Seen(THREE),
                List.of(),
                List.of(),
                List.of(),
                Optional.of("a"),
                Set.of(),
                Set.of(),
                Set.of());

        assertThat(refusals(losing("kube-apiserver", "a"), facts))
                .extracting(Refusal::guard)
                .containsExactly("own-node");
        assertThat(refusals(losing("kube-apiserver", "b"), facts)).isEmpty();
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

    @Test
    void a_filter_without_peer_and_port_on_a_nodes_own_network_needs_consent() {
        var impact = new Impact(Set.of("a"), Set.of(), Set.of(), true, Set.of(), Set.of());

        assertThat(refusals(impact, facts(THREE, List.of())))
                .extracting(Refusal::guard)
                .containsExactly("host-network");
        assertThat(Guards.check(impact, facts(THREE, List.of()), Set.of("host-network")))
                .isEmpty();
    }

    @Test
    void what_is_excluded_is_spared_whatever_is_consented_to() {
        var facts = new ClusterFacts(
                new Voters.Seen(THREE),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                Set.of("a"),
                Set.of("shop"),
                Set.of());
        var impact = new Impact(Set.of("a"), Set.of(), Set.of(), false, Set.of(), Set.of("shop"));

        assertThat(Guards.check(impact, facts, Set.copyOf(Guards.names())))
                .extracting(Refusal::fact)
                .allMatch(fact -> fact.contains("excluded"))
                .hasSize(2);
    }

    @Test
    void consent_overrules_the_guard_that_it_names_and_no_other() {
        assertThat(Guards.check(losing("etcd", "a"), facts(THREE.subList(0, 1), List.of()), Set.of("degraded")))
                .hasSize(1);
        assertThat(Guards.check(losing("etcd", "a"), facts(THREE.subList(0, 1), List.of()), Set.of("quorum")))
                .isEmpty();
    }

    @Test
    void every_api_server_at_once_needs_consent() {
        var both = new Impact(
                Set.of("a", "b"),
                Set.of(ended("kube-apiserver", "a"), ended("etcd", "b")),
                Set.of(),
                false,
                Set.of(),
                Set.of("kube-system"));

        assertThat(refusals(both, serving(Set.of("a", "b")))).singleElement().satisfies(refusal -> {
            assertThat(refusal.guard()).isEqualTo("api-servers");
            assertThat(refusal.fact()).contains("on a, b");
        });
        assertThat(refusals(both, serving(Set.of("a", "b", "c")))).isEmpty();
    }

    @Test
    void every_api_server_cut_off_at_once_needs_consent() {
        var all = new Impact(
                Set.of("a", "b"),
                Set.of(cutOff("kube-apiserver", "a"), cutOff("kube-apiserver", "b")),
                Set.of(),
                false,
                Set.of(),
                Set.of());

        assertThat(refusals(all, serving(Set.of("a", "b"))))
                .extracting(Refusal::guard)
                .containsExactly("api-servers");
        assertThat(refusals(all, serving(Set.of("a", "b", "c")))).isEmpty();
    }

    private static Impact cutting(String node) {
        return new Impact(Set.of(node), Set.of(), Set.of(), false, Set.of(node), Set.of());
    }

    private static Impact operator(String election, String pod, String node) {
        return new Impact(
                Set.of(node), Set.of(Loss.ended("", pod, node)), Set.of(election), false, Set.of(), Set.of("shop"));
    }

    private static ClusterFacts serving(Set<String> nodes) {
        return new ClusterFacts(
                new Voters.Seen(THREE), List.of(), List.of(), List.of(), Optional.empty(), Set.of(), Set.of(), nodes);
    }

    private static List<Refusal> refusals(Impact impact, ClusterFacts facts) {
        return Guards.check(impact, facts, Set.of());
    }

    private static Impact losing(String component, String node) {
        return new Impact(
                Set.of(node), Set.of(ended(component, node)), Set.of(), false, Set.of(), Set.of("kube-system"));
    }

    private static Impact leader(String node) {
        return new Impact(
                Set.of(node),
                Set.of(ended("kube-scheduler", node)),
                Set.of("kube-scheduler"),
                false,
                Set.of(),
                Set.of("kube-system"));
    }

    private static ClusterFacts facts(List<Voter> voters, List<Candidate> candidates) {
        return facts(new Voters.Seen(voters), candidates);
    }

    private static ClusterFacts facts(Voters voters, List<Candidate> candidates) {
        return new ClusterFacts(
                voters, List.of(), candidates, List.of(), Optional.empty(), Set.of(), Set.of(), Set.of());
    }

    private static Voter voter(String node, boolean healthy) {
        return new Voter("etcd-" + node, node, healthy);
    }

    private static Candidate candidate(String node, boolean alive, boolean leads) {
        return new Candidate("kube-scheduler", "kube-system/kube-scheduler-" + node, node, alive, leads);
    }

    private static Loss ended(String component, String node) {
        return Loss.ended(component, "kube-system/" + component + "-" + node, node);
    }

    private static Loss cutOff(String component, String node) {
        return Loss.cutOff(component, "kube-system/" + component + "-" + node, node);
    }

    private static BackOff backOff(String component, String node) {
        return new BackOff(
                component,
                "kube-system/" + component + "-" + node,
                node,
                Duration.ofSeconds(10),
                Duration.ofSeconds(550));
    }
}
