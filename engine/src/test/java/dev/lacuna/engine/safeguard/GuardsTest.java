package dev.lacuna.engine.safeguard;

import static dev.lacuna.engine.safeguard.Sheet.THREE;
import static dev.lacuna.engine.safeguard.Sheet.cutOff;
import static dev.lacuna.engine.safeguard.Sheet.ended;
import static dev.lacuna.engine.safeguard.Sheet.facts;
import static dev.lacuna.engine.safeguard.Sheet.losing;
import static dev.lacuna.engine.safeguard.Sheet.refusals;
import static dev.lacuna.engine.safeguard.Sheet.serving;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lacuna.engine.fault.Impact;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class GuardsTest {

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

        assertThat(Guards.check(impact, facts, Set.of("exclude")))
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
}
