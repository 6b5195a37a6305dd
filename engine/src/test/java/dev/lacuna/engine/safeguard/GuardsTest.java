package dev.lacuna.engine.safeguard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lacuna.engine.fault.Impact;
import dev.lacuna.engine.fault.Loss;
import dev.lacuna.engine.safeguard.ClusterFacts.BackOff;
import dev.lacuna.engine.safeguard.ClusterFacts.Candidate;
import dev.lacuna.engine.safeguard.ClusterFacts.Voter;
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
                Set.of("a", "b"),
                Set.of(new Loss("etcd", "a"), new Loss("etcd", "b")),
                Set.of(),
                false,
                Set.of(),
                Set.of());

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
        assertThat(refusals(losing("etcd", "a"), facts(List.of(), List.of())))
                .extracting(Refusal::guard)
                .containsExactly("quorum");
        assertThat(refusals(losing("kube-apiserver", "a"), facts(List.of(), List.of())))
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
                Set.of(new Loss("kube-scheduler", "a"), new Loss("kube-scheduler", "b")),
                Set.of("kube-scheduler"),
                false,
                Set.of(),
                Set.of());

        assertThat(refusals(impact, facts(THREE, SCHEDULERS.subList(0, 2))))
                .extracting(Refusal::guard)
                .containsExactly("standby");
    }

    @Test
    void nothing_is_hit_while_something_is_broken() {
        var facts = new ClusterFacts(
                THREE,
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
                THREE, List.of(), List.of(), List.of(), Optional.of("a"), Set.of(), Set.of(), Set.of());

        assertThat(refusals(losing("kube-apiserver", "a"), facts))
                .extracting(Refusal::guard)
                .containsExactly("own-node");
        assertThat(refusals(losing("kube-apiserver", "b"), facts)).isEmpty();
    }

    @Test
    void a_restart_that_the_kubelet_would_delay_is_not_measured_unawares() {
        var facts = new ClusterFacts(
                THREE,
                List.of(),
                SCHEDULERS,
                List.of(
                        new BackOff("kube-apiserver", "a", Duration.ofSeconds(10), Duration.ofSeconds(550)),
                        new BackOff("kube-scheduler", "a", Duration.ofSeconds(10), Duration.ofSeconds(550))),
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
                THREE, List.of(), List.of(), List.of(), Optional.empty(), Set.of("a"), Set.of("shop"), Set.of());
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
                Set.of(new Loss("kube-apiserver", "a"), new Loss("etcd", "b")),
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

    private static ClusterFacts serving(Set<String> nodes) {
        return new ClusterFacts(THREE, List.of(), List.of(), List.of(), Optional.empty(), Set.of(), Set.of(), nodes);
    }

    private static List<Refusal> refusals(Impact impact, ClusterFacts facts) {
        return Guards.check(impact, facts, Set.of());
    }

    private static Impact losing(String component, String node) {
        return new Impact(
                Set.of(node), Set.of(new Loss(component, node)), Set.of(), false, Set.of(), Set.of("kube-system"));
    }

    private static Impact leader(String node) {
        return new Impact(
                Set.of(node),
                Set.of(new Loss("kube-scheduler", node)),
                Set.of("kube-scheduler"),
                false,
                Set.of(),
                Set.of("kube-system"));
    }

    private static ClusterFacts facts(List<Voter> voters, List<Candidate> candidates) {
        return new ClusterFacts(
                voters, List.of(), candidates, List.of(), Optional.empty(), Set.of(), Set.of(), Set.of());
    }

    private static Voter voter(String node, boolean healthy) {
        return new Voter("etcd-" + node, node, healthy);
    }

    private static Candidate candidate(String node, boolean alive, boolean leads) {
        return new Candidate("kube-scheduler", node, alive, leads);
    }
}
