package dev.lacuna.experiments.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lacuna.engine.fault.Impact;
import dev.lacuna.engine.fault.Loss;
import dev.lacuna.engine.safeguard.ClusterFacts;
import dev.lacuna.engine.safeguard.ClusterFacts.Candidate;
import dev.lacuna.engine.safeguard.Guards;
import dev.lacuna.engine.safeguard.Refusal;
import dev.lacuna.engine.safeguard.Voters;
import dev.lacuna.engine.time.VirtualLoop;
import dev.lacuna.experiments.controlplane.EtcdMember;
import dev.lacuna.experiments.process.PaperCluster;
import dev.lacuna.experiments.process.PaperPods;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the guards come to know of a cluster, and what they are told not to know. */
final class GuardFactsTest {
    private final VirtualLoop loop = new VirtualLoop(37, Instant.parse("2026-02-03T04:05:06Z"));
    private final PaperCluster cluster = new PaperCluster(loop);

    private ClusterFacts facts(Exclusions exclusions) {
        return new FactsReader(cluster, exclusions).read(loop, true);
    }

    private static Exclusions runner(Optional<String> node, Set<String> names, Set<String> addresses) {
        return new Exclusions(new Exclusions.Runner(false, node, names, addresses), Set.of(), Set.of());
    }

    @Test
    void runner_on_a_nodes_own_machine_is_known_by_its_host_name_or_address() {
        assertThat(facts(runner(Optional.empty(), Set.of("host2"), Set.of("192.168.7.7")))
                        .runnerNode())
                .hasValue("cp2");
        assertThat(facts(runner(Optional.empty(), Set.of("laptop"), Set.of("10.0.0.3", "192.168.7.7")))
                        .runnerNode())
                .hasValue("cp3");
        assertThat(facts(runner(Optional.empty(), Set.of("laptop"), Set.of("192.168.7.7")))
                        .runnerNode())
                .isEmpty();
        assertThat(facts(runner(Optional.of("w1"), Set.of("cart-1"), Set.of("10.244.1.7")))
                        .runnerNode())
                .as("what a pod is told goes first")
                .hasValue("w1");
    }

    @Test
    void candidates_have_their_pods_and_their_elections_namespace() {
        cluster.add(PaperPods.pod("shop", "cart-1", "", "w1", true));
        cluster.add(PaperPods.pod("shop", "cart-2", "", "cp1", true));
        cluster.elections.add(cluster.lease("shop", "cart", "cart-1_88"));
        cluster.elections.add(cluster.lease("shop", "kube-scheduler", "host1_66"));

        var candidates = facts(Exclusions.none()).candidates();

        assertThat(candidates)
                .filteredOn(candidate -> candidate.election().equals("shop/cart"))
                .containsExactlyInAnyOrder(
                        new Candidate("shop/cart", "shop/cart-1", "w1", true, true),
                        new Candidate("shop/cart", "shop/cart-2", "cp1", true, false));
        assertThat(candidates)
                .filteredOn(candidate -> candidate.election().equals("kube-scheduler"))
                .filteredOn(Candidate::leads)
                .extracting(Candidate::pod)
                .containsExactly("kube-system/kube-scheduler-cp2");
        assertThat(candidates)
                .as("an operator's election is not the scheduler's, whatever its name is")
                .noneMatch(candidate -> candidate.election().equals("shop/kube-scheduler"));
    }

    @Test
    void etcd_that_cannot_be_seen_is_said_to_be_unseen_and_is_not_hit() {
        var facts = facts(Exclusions.none());
        var impact = new Impact(
                Set.of("cp1"),
                Set.of(Loss.cutOff("etcd", "", "cp1")),
                Set.of(),
                false,
                Set.of(),
                Set.of("kube-system"));

        assertThat(facts.voters()).isInstanceOf(Voters.Unseen.class);
        assertThat(Guards.check(impact, facts, Set.of()))
                .singleElement()
                .satisfies(refusal -> assertThat(refusal.text())
                        .contains("quorum: etcd's voters can't be seen (etcd can't be seen: no running pod)"));
    }

    @Test
    void member_without_a_nodes_address_is_placed_by_its_name_and_an_external_one_is_not() {
        cluster.etcd = List.of(
                new EtcdMember("cp1", "1a", "", true, true, "1a", 7, 60),
                new EtcdMember("far", "2b", "", true, true, "1a", 7, 60),
                new EtcdMember("learner", "3c", "", false, true, "1a", 7, 60));

        var facts = facts(Exclusions.none());

        assertThat(facts.voters().seen())
                .containsExactly(new Voters.Voter("cp1", "cp1", true), new Voters.Voter("far", "", true));
    }

    @Test
    void voters_of_etcd_are_the_candidates_of_its_own_election_and_ill_ones_are_no_standbys() {
        cluster.etcd = List.of(
                new EtcdMember("cp1", "1a", "cp1", true, true, "1a", 7, 60),
                new EtcdMember("cp2", "2b", "cp2", true, false, "", 0, 0),
                new EtcdMember("learner", "3c", "cp3", false, true, "1a", 7, 60));
        var handedOver = new Impact(Set.of("cp1"), Set.of(), Set.of("etcd"), false, Set.of(), Set.of("kube-system"));
        var site = new ClusterSite(cluster, "r1", Exclusions.none(), loop);

        var facts = site.facts(handedOver, loop);

        assertThat(facts.candidates())
                .contains(
                        new ClusterFacts.Candidate("etcd", "kube-system/etcd-cp1", "cp1", true, true),
                        new ClusterFacts.Candidate("etcd", "kube-system/etcd-cp2", "cp2", false, false));
        assertThat(Guards.check(handedOver, facts, Set.of()))
                .extracting(Refusal::guard)
                .containsExactly("degraded", "standby");
        assertThat(site.unsettled(loop)).containsExactly("etcd member cp2 is not healthy");
    }

    @Test
    void etcd_is_not_asked_for_a_fault_of_ordinary_pods_and_nothing_is_said_of_it() {
        var site = new ClusterSite(cluster, "r1", Exclusions.none(), loop);
        var ordinary = new Impact(
                Set.of("w1"), Set.of(Loss.ended("", "shop/cart-1", "w1")), Set.of(), false, Set.of(), Set.of("shop"));
        var leader = new Impact(
                Set.of("w1"),
                Set.of(Loss.ended("", "shop/cart-1", "w1")),
                Set.of("shop/cart"),
                false,
                Set.of(),
                Set.of("shop"));

        assertThat(site.facts(ordinary, loop).voters()).isEqualTo(new Voters.NotAsked());
        assertThat(cluster.asked).isEmpty();
        assertThat(site.facts(leader, loop).voters()).isInstanceOf(Voters.Unseen.class);
        assertThat(cluster.asked).containsExactly("etcd");
    }

    @Test
    void pod_whose_node_is_not_known_is_warned_of_unless_its_machine_is_a_node() {
        var lost = new Exclusions(
                new Exclusions.Runner(true, Optional.empty(), Set.of("pod-7"), Set.of("10.244.1.7")),
                Set.of(),
                Set.of());
        var onHost = new Exclusions(
                new Exclusions.Runner(true, Optional.empty(), Set.of("pod-7"), Set.of("10.0.0.2")), Set.of(), Set.of());

        assertThat(new ClusterSite(cluster, "r1", lost, loop).warnings())
                .singleElement()
                .satisfies(text -> assertThat(text).contains("NODE_NAME"));
        assertThat(new ClusterSite(cluster, "r1", onHost, loop).warnings()).isEmpty();
        assertThat(Guards.check(
                        new Impact(Set.of("cp2"), Set.of(), Set.of(), false, Set.of(), Set.of()),
                        new ClusterSite(cluster, "r1", onHost, loop).facts(loop),
                        Set.of()))
                .extracting(Refusal::guard)
                .containsExactly("own-node");
    }

    @ParameterizedTest
    @ValueSource(ints = {-7_200, 0, 7_200})
    void restarts_delay_is_forgotten_by_the_nodes_own_clock_however_far_from_this_machines(int ahead) {
        var nodesNow = loop.wall().plusSeconds(ahead);
        cluster.heartbeats = Map.of("cp1", nodesNow, "cp2", nodesNow, "cp3", nodesNow);
        restarted("kube-scheduler-cp1", nodesNow.minusSeconds(599));
        restarted("kube-scheduler-cp2", nodesNow.minusSeconds(600));
        // After the kubelet's last sign of life, which may be some seconds old.
        restarted("kube-scheduler-cp3", nodesNow.plusSeconds(4));

        assertThat(facts(Exclusions.none()).restarting())
                .containsExactlyInAnyOrder(
                        backOff("kube-scheduler-cp1", "cp1", Duration.ofSeconds(1)),
                        backOff("kube-scheduler-cp3", "cp3", Duration.ofSeconds(600)));
    }

    @Test
    void this_machines_clock_stands_for_that_of_a_node_that_shows_none() {
        cluster.heartbeats = Map.of("cp1", loop.wall().minusSeconds(7_200));
        restarted("kube-scheduler-cp2", loop.wall().minusSeconds(70));

        assertThat(facts(Exclusions.none()).restarting())
                .containsExactly(backOff("kube-scheduler-cp2", "cp2", Duration.ofSeconds(530)));
    }

    private void restarted(String pod, Instant finished) {
        cluster.add(PaperPods.restarted(cluster.member(pod), 137, "Error", Optional.of(finished)));
    }

    private static ClusterFacts.BackOff backOff(String pod, String node, Duration left) {
        return new ClusterFacts.BackOff("kube-scheduler", "kube-system/" + pod, node, Duration.ofSeconds(10), left);
    }
}
