package dev.lacuna.experiments.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lacuna.engine.run.Ending;
import dev.lacuna.engine.slo.Verdict;
import dev.lacuna.experiments.Experiments;
import dev.lacuna.experiments.controlplane.Node;
import dev.lacuna.experiments.controlplane.NodeAgent;
import dev.lacuna.experiments.controlplane.PacketFilter;
import dev.lacuna.experiments.controlplane.Pod;
import dev.lacuna.experiments.controlplane.Signal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What becomes of a node that is not heard of. */
final class HeartbeatTest {
    private static final Duration CALL = Duration.ofSeconds(20);

    /** The last heartbeat was up to 10.4 s before, and is seen by the next look, up to 5 s later; so is the end of the grace of 50 s. */
    private static final double GRACE_LEAST = 39.5;

    private static final double GRACE_MOST = 60.3;

    /** A cluster whose agents hold what they were told, and the time since something happened. */
    private static final class Cluster {
        final Rehearsed rehearsed;
        long since;

        Cluster(long seed) {
            rehearsed = new Rehearsed(seed);
            rehearsed.loop.sleep(Duration.ofSeconds(20 + seed));
        }

        NodeAgent agent(String node) {
            var agents = rehearsed.loop.await(rehearsed.cluster.agents(Set.of(node), Set.of()), CALL, "agents");
            return Optional.ofNullable(agents.get(node)).orElseThrow();
        }

        /** Keeps these addresses' packets away from port 6443 of a node, and answers from there. */
        void cut(String node, String... peers) {
            var filter = new PacketFilter(
                    PacketFilter.Effect.DROP, 1_000, List.of(peers), Set.of(6443), Set.of(6443), Optional.empty());
            rehearsed.loop.await(agent(node).apply(filter), CALL, "filter");
            since = rehearsed.loop.now();
        }

        void freeze(Pod pod, Duration atMost) {
            var process = rehearsed.loop.await(agent(pod.node()).find(pod.containerId()), CALL, "process");
            rehearsed.loop.await(agent(pod.node()).freeze(process, atMost), CALL, "freeze");
            since = rehearsed.loop.now();
        }

        String leads(String election) {
            String holder = rehearsed.cluster.truth().holder(election);
            return holder.substring(0, holder.indexOf('_'));
        }

        boolean ready(String node) {
            return rehearsed.loop.await(rehearsed.cluster.nodes(), CALL, "nodes").stream()
                    .filter(one -> one.name().equals(node))
                    .allMatch(Node::ready);
        }

        /** Seconds until a node's readiness is as given. */
        double until(String node, boolean ready) {
            while (ready(node) != ready) {
                rehearsed.loop.sleep(Duration.ofMillis(100));
                assertThat(rehearsed.loop.now() - since).isLessThan(200_000_000_000L);
            }
            return (rehearsed.loop.now() - since) / 1e9;
        }

        List<Pod> members(String node) {
            return rehearsed.loop.await(rehearsed.cluster.members(), CALL, "pods").stream()
                    .filter(pod -> pod.node().equals(node))
                    .toList();
        }

        Pod member(String component, String node) {
            return members(node).stream()
                    .filter(pod -> pod.component().equals(component))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void worker_that_is_cut_off_from_the_balancer_is_not_ready_after_the_grace_and_two_looks_at_most() {
        for (long seed = 1; seed <= 6; seed++) {
            var cluster = new Cluster(seed);
            cluster.cut("worker1", "192.0.2.100");

            assertThat(cluster.until("worker1", false)).isBetween(GRACE_LEAST, GRACE_MOST);
        }
    }

    @Test
    void node_is_ready_again_after_its_kubelets_next_words() {
        var cluster = new Cluster(3);
        cluster.cut("worker1", "192.0.2.100");
        cluster.until("worker1", false);

        cluster.rehearsed.loop.await(cluster.agent("worker1").heal(), CALL, "heal");
        cluster.since = cluster.rehearsed.loop.now();

        assertThat(cluster.until("worker1", true)).isBetween(0.0, 17.5);
    }

    /** A kubelet on a control-plane node asks its own API server only: docs/mechanics.md, "The helper". */
    @Test
    void control_plane_node_whose_own_api_server_hangs_is_not_ready_and_neither_are_its_pods() {
        var cluster = new Cluster(4);
        String node = cluster.leads("kube-controller-manager").equals("cp2") ? "cp3" : "cp2";
        cluster.freeze(cluster.member("kube-apiserver", node), Duration.ofSeconds(80));

        assertThat(cluster.until(node, false)).isBetween(GRACE_LEAST, GRACE_MOST);
        assertThat(cluster.members(node)).hasSize(4).noneMatch(Pod::ready);
        assertThat(cluster.ready("cp1")).isTrue();
        assertThat(cluster.until(node, true)).isBetween(80.0, 110.0);
        cluster.rehearsed.loop.sleep(Duration.ofSeconds(30));
        assertThat(cluster.members(node)).allMatch(Pod::ready);
    }

    @Test
    void silence_counts_from_a_new_controller_managers_first_look() {
        var cluster = new Cluster(5);
        String leader = cluster.leads("kube-controller-manager");
        cluster.cut("worker1", "192.0.2.100");
        cluster.rehearsed.loop.sleep(Duration.ofSeconds(30));
        var pod = cluster.member("kube-controller-manager", leader);
        var process = cluster.rehearsed.loop.await(cluster.agent(leader).find(pod.containerId()), CALL, "process");
        var unused = cluster.rehearsed.loop.await(
                cluster.agent(leader).signal(process, Signal.KILL, Duration.ofSeconds(1)), CALL, "kill");

        assertThat(cluster.until("worker1", false))
                .as("30 s, 13 to 24 s without a leader, its start, 50 s and two looks")
                .isBetween(93.0, 118.0);
    }

    @Test
    void guard_refuses_a_cluster_with_a_node_that_is_not_ready() {
        var cluster = new Cluster(7);
        cluster.cut("worker1", "192.0.2.100");
        cluster.until("worker1", false);
        var read = Experiments.format().read("test.yaml", """
            apiVersion: lacuna.dev/v1
            kind: Scenario
            metadata: {name: guarded}
            spec:
              experiments: [{name: crash, handover: {election: kube-scheduler, how: crash}}]
              probes: [{name: api, api: {through: balancer}}]
              slos: [{name: back, measure: api.longestGap, atMost: 60s}]
            """);

        var result = cluster.rehearsed.run(read.scenarios().get(0));

        assertThat(result.ending()).isEqualTo(Ending.REFUSED);
        assertThat(result.reason()).contains("node worker1 is not Ready");
    }

    /** Its API server has no storage for so long, so its kubelet can't be heard, and says nothing of its pods either. */
    @Test
    void node_that_is_cut_off_from_its_etcd_for_long_is_shown_without_ready_pods_until_it_is_heard_again() {
        var cluster = new Cluster(9);
        var truth = cluster.rehearsed.cluster.truth();
        String node = List.of("cp1", "cp2", "cp3").stream()
                .filter(one -> !one.equals(cluster.leads("kube-controller-manager")) && !one.equals(truth.etcdLeader()))
                .findFirst()
                .orElseThrow();
        var read = Experiments.format().read("test.yaml", """
            apiVersion: lacuna.dev/v1
            kind: Scenario
            metadata: {name: long-cut}
            spec:
              experiments:
                - name: cut
                  for: 100s
                  network: {partition: all, from: {node: %s}, to: {component: etcd}, ports: [2379, 2380]}
              probes: [{name: etcds, pods: {namespace: kube-system, labels: {component: etcd}, ready: 3}}]
              slos: [{name: shown again, measure: etcds.longestGap, atMost: 90s}]
              safeguards: {maxDuration: 5m}
            """.formatted(node));

        var result = cluster.rehearsed.run(read.scenarios().get(0));

        assertThat(result.verdict()).as(result.reason()).isEqualTo(Verdict.PASS);
        var gap = Optional.ofNullable(result.trials().get(0).measures().get("etcds.longestGap"))
                .orElseThrow();
        assertThat(gap.lower())
                .as("from 60 s at the latest to 100 s at the earliest")
                .isGreaterThan(38.0);
        assertThat(cluster.rehearsed.loop.await(cluster.rehearsed.cluster.nodes(), CALL, "nodes"))
                .allMatch(Node::ready);
    }
}
