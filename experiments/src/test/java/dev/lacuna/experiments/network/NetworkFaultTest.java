package dev.lacuna.experiments.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lacuna.engine.fault.FaultException;
import dev.lacuna.engine.fault.Impact;
import dev.lacuna.engine.fault.Loss;
import dev.lacuna.engine.fault.Proposal;
import dev.lacuna.engine.safeguard.Guards;
import dev.lacuna.engine.safeguard.Refusal;
import dev.lacuna.engine.scenario.Experiment;
import dev.lacuna.engine.scenario.shape.Origin;
import dev.lacuna.engine.scenario.shape.Share;
import dev.lacuna.engine.time.VirtualLoop;
import dev.lacuna.experiments.ClusterKind;
import dev.lacuna.experiments.controlplane.EtcdMember;
import dev.lacuna.experiments.controlplane.PacketFilter;
import dev.lacuna.experiments.controlplane.Pod;
import dev.lacuna.experiments.process.PaperCluster;
import dev.lacuna.experiments.process.PaperPods;
import dev.lacuna.experiments.site.ClusterSite;
import dev.lacuna.experiments.site.Exclusions;
import dev.lacuna.experiments.target.Count;
import dev.lacuna.experiments.target.Selector;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a cut leaves without what it needs, and what the guards make of it. */
final class NetworkFaultTest {
    private static final Origin ORIGIN = Origin.of("test.yaml");
    private static final Peer BALANCER = new Peer.Balancer();
    private static final Peer SERVERS = pods("kube-apiserver", new Count.All());
    private static final Peer MEMBERS = pods("etcd", new Count.All());
    private final VirtualLoop loop = new VirtualLoop(43, Instant.parse("2026-02-03T04:05:06Z"));
    private final PaperCluster cluster = new PaperCluster(loop);

    NetworkFaultTest() {
        cluster.etcd = List.of(
                new EtcdMember("cp1", "1a", "cp1", true, true, "1a", 7, 60),
                new EtcdMember("cp2", "2b", "cp2", true, true, "1a", 7, 60),
                new EtcdMember("cp3", "3c", "cp3", true, true, "1a", 7, 60));
    }

    private static Peer pods(String component, Count count) {
        return new Peer.OfPods(new Selector.Component(component, Selector.Role.ANY, count));
    }

    private Proposal propose(int percent, Peer from, Peer to, Integer... ports) {
        var network = new Network(
                PacketFilter.Effect.DROP,
                Share.percent(percent),
                from,
                to,
                Set.of(ports),
                Network.Direction.BOTH,
                ORIGIN);
        var experiment = new Experiment("cut", Optional.empty(), Optional.of(Duration.ofSeconds(20)), network, ORIGIN);
        return new NetworkFault(network, new ClusterKind.Order(experiment, cluster, 7)).propose(loop);
    }

    @Test
    void path_of_another_leader_than_was_proposed_is_not_cut() {
        var leader = new Peer.OfPods(new Selector.Leader("kube-scheduler"));
        var network = new Network(
                PacketFilter.Effect.DROP, Share.WHOLE, BALANCER, leader, Set.of(6443), Network.Direction.BOTH, ORIGIN);
        var experiment = new Experiment("cut", Optional.empty(), Optional.of(Duration.ofSeconds(20)), network, ORIGIN);
        var fault = new NetworkFault(network, new ClusterKind.Order(experiment, cluster, 7));
        var proposal = fault.propose(loop);
        cluster.leads(cluster.record("kube-scheduler"), "host1_d7", 9);

        assertThatThrownBy(() -> fault.prepare(proposal, loop))
                .isInstanceOfSatisfying(
                        FaultException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(FaultException.Kind.TARGET_CHANGED));
    }

    private Impact cut(Peer from, Peer to, Integer... ports) {
        return propose(100, from, to, ports).impact();
    }

    private List<String> guards(Impact impact) {
        var facts = new ClusterSite(cluster, "r1", Exclusions.none(), loop).facts(impact, loop);
        return Guards.check(impact, facts, Set.of()).stream()
                .map(Refusal::guard)
                .distinct()
                .sorted()
                .toList();
    }

    @Test
    void every_api_server_cut_off_from_the_balancer_is_refused_and_one_of_them_is_not() {
        assertThat(guards(cut(BALANCER, SERVERS, 6443))).containsExactly("api-servers");
        assertThat(guards(cut(SERVERS, BALANCER, 6443))).as("whoever opens").containsExactly("api-servers");

        var one = cut(BALANCER, pods("kube-apiserver", new Count.Exactly(1)), 6443);
        assertThat(one.losses()).singleElement().satisfies(loss -> {
            assertThat(loss.component()).isEqualTo("kube-apiserver");
            assertThat(loss.way()).isEqualTo(Loss.Way.CUT_OFF);
        });
        assertThat(one.elections())
                .as("a node's own components don't come by the balancer")
                .isEmpty();
        assertThat(guards(one)).isEmpty();
    }

    @Test
    void every_api_server_cut_off_from_literal_addresses_is_refused() {
        assertThat(guards(cut(new Peer.Addresses(List.of("10.9.9.9")), SERVERS, 6443)))
                .containsExactly("api-servers");
    }

    @Test
    void another_port_of_the_api_servers_nodes_cuts_no_api_server_off() {
        assertThat(cut(BALANCER, SERVERS, 8443).losses()).isEmpty();
    }

    @Test
    void api_server_that_was_restarted_a_short_time_ago_may_be_cut_off() {
        var restarted = cluster.member("kube-apiserver-cp1");
        var end = new Pod.Ended("4d56", 137, "Error", Optional.of(loop.wall().minusSeconds(50)));
        cluster.add(new Pod(
                restarted.namespace(),
                restarted.name(),
                restarted.uid(),
                restarted.component(),
                restarted.node(),
                restarted.containerId(),
                restarted.startedAt(),
                1,
                true,
                true,
                true,
                false,
                restarted.labels(),
                Optional.of(end)));

        assertThat(guards(cut(BALANCER, new Peer.OfNode("cp1"), 6443))).isEmpty();
    }

    @Test
    void node_without_its_etcd_loses_its_api_server_and_who_leads_on_it() {
        var impact = cut(new Peer.OfNode("cp2"), MEMBERS, 2379, 2380);

        assertThat(impact.losses())
                .extracting(Loss::toString)
                .containsExactlyInAnyOrder(
                        "etcd on cp2",
                        "kube-apiserver on cp2",
                        "kube-scheduler on cp2",
                        "kube-controller-manager on cp2");
        assertThat(impact.elections()).as("the controller-manager leads on cp3").containsExactly("kube-scheduler");
        assertThat(propose(100, new Peer.OfNode("cp2"), MEMBERS, 2380).elections())
                .as("it is watched")
                .containsExactly("kube-scheduler");
    }

    @Test
    void leader_that_is_cut_off_needs_a_standby_that_is_not() {
        cluster.pods.remove("kube-system/kube-scheduler-cp1");
        cluster.pods.remove("kube-system/kube-scheduler-cp3");

        assertThat(guards(cut(new Peer.OfNode("cp2"), MEMBERS, 2380))).contains("standby");
    }

    @Test
    void loss_that_leaves_a_path_hits_no_election() {
        var impact = propose(30, MEMBERS, MEMBERS, 2380).impact();

        assertThat(impact.elections()).isEmpty();
        assertThat(impact.losses()).isEmpty();
        assertThat(impact.nodes()).containsExactlyInAnyOrder("cp1", "cp2", "cp3");
    }

    @Test
    void operator_on_a_worker_that_reaches_no_api_server_is_hit() {
        cluster.add(PaperPods.pod("shop", "cart-1", "", "w1", true));
        cluster.elections.add(cluster.lease("shop", "cart", "cart-1_88"));

        var impact = cut(new Peer.OfNode("w1"), SERVERS, 6443);

        assertThat(impact.elections()).containsExactly("shop/cart");
        assertThat(impact.cut()).containsExactly("w1");
        assertThat(guards(impact)).containsExactly("standby");
        assertThat(cut(new Peer.OfNode("w1"), pods("kube-apiserver", new Count.Exactly(2)), 6443)
                        .elections())
                .as("one API server is left to it")
                .isEmpty();
    }

    @Test
    void all_traffic_between_nodes_is_told_to_the_guards() {
        var impact = cut(new Peer.OfNode("cp1"), new Peer.OfNode("w1"));

        assertThat(impact.wholeNodeNetwork()).isTrue();
        assertThat(impact.cut()).containsExactly("w1");
    }

    @Test
    void nodes_cut_from_literal_addresses_are_the_ones_that_are_lost() {
        assertThat(Stranded.alone(Set.of("a", "b"), Set.of())).containsExactlyInAnyOrder("a", "b");
        assertThat(Stranded.alone(Set.of(), Set.of("c"))).containsExactly("c");
    }

    @Test
    void of_two_sides_the_smaller_is_lost() {
        assertThat(Stranded.alone(Set.of("a", "b"), Set.of("c"))).containsExactly("c");
        assertThat(Stranded.alone(Set.of("a"), Set.of("b", "c"))).containsExactly("a");
    }

    @Test
    void a_loss_of_half_of_the_packets_counts_as_a_cut() {
        assertThat(Stranded.cuts(Share.percent(50))).isTrue();
        assertThat(Stranded.cuts(Share.percent(49))).isFalse();
    }
}
