package dev.lacuna.experiments.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lacuna.experiments.controlplane.NodeAgent;
import dev.lacuna.experiments.controlplane.PacketFilter;
import dev.lacuna.experiments.controlplane.Pod;
import dev.lacuna.experiments.controlplane.Signal;
import dev.lacuna.experiments.rehearsal.model.AppsModel;
import dev.lacuna.experiments.rehearsal.model.ClusterModel;
import dev.lacuna.experiments.rehearsal.model.OperatorModel;
import dev.lacuna.experiments.rehearsal.model.Range;
import dev.lacuna.experiments.rehearsal.model.WorkloadModel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** What ordinary pods do, and who has to lead for that. */
final class AppsTest {
    private static final Duration CALL = Duration.ofSeconds(20);

    private static final class Cluster {
        final Rehearsed rehearsed;

        Cluster(long seed, int replicas, String owner) {
            var workload = new WorkloadModel(
                    "shop", "cart", Map.of(), replicas, Range.millis(500, 500), Range.millis(10, 10), 0, owner);
            var operator = new OperatorModel(
                    "shop/cart-controller",
                    2,
                    Duration.ofSeconds(15),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(2),
                    Range.millis(200, 1_000),
                    false);
            var apps = new AppsModel(List.of(workload), List.of(operator), List.of());
            rehearsed = new Rehearsed(seed, ClusterModel.standard().with(2, apps));
            rehearsed.loop.sleep(Duration.ofSeconds(10));
        }

        List<Pod> pods() {
            return rehearsed.loop.await(rehearsed.cluster.pods("shop", Map.of("app", "cart")), CALL, "pods");
        }

        NodeAgent agent(String node) {
            var agents = rehearsed.loop.await(rehearsed.cluster.agents(Set.of(node), Set.of()), CALL, "agents");
            return Optional.ofNullable(agents.get(node)).orElseThrow();
        }

        void kill(Pod pod) {
            var process = rehearsed.loop.await(agent(pod.node()).find(pod.containerId()), CALL, "process");
            var sent = rehearsed.loop.await(agent(pod.node()).signal(process, Signal.KILL, CALL), CALL, "signal");
            rehearsed.loop.await(sent.gone(), CALL, "death");
        }

        void killLeader(String component) {
            String holder = rehearsed.cluster.truth().holder(component);
            String host = holder.substring(0, holder.lastIndexOf('_'));
            var pod = component.contains("/")
                    ? rehearsed.cluster.pod("shop", host)
                    : rehearsed.cluster.pod("kube-system", component + "-" + host);
            kill(rehearsed.loop.await(pod, CALL, "pod").orElseThrow());
        }

        void delete(Pod pod) {
            rehearsed.loop.await(rehearsed.cluster.remove(pod, false), CALL, "delete");
        }

        /** Seconds until something holds. */
        double until(BooleanSupplier done) {
            long from = rehearsed.loop.now();
            while (!done.getAsBoolean()) {
                rehearsed.loop.sleep(Duration.ofMillis(100));
                assertThat(rehearsed.loop.now() - from).isLessThan(600_000_000_000L);
            }
            return (rehearsed.loop.now() - from) / 1e9;
        }

        boolean made() {
            return pods().stream().filter(pod -> !pod.deleting()).count() == 3;
        }

        boolean placed() {
            return made() && pods().stream().noneMatch(pod -> pod.node().isEmpty());
        }
    }

    @Test
    void pods_are_spread_over_workers() {
        assertThat(new Cluster(1, 4, "kube-controller-manager").pods())
                .extracting(Pod::node)
                .containsExactlyInAnyOrder("worker1", "worker1", "worker2", "worker2");
    }

    @Test
    void nobody_makes_a_pod_anew_while_no_controller_manager_leads() {
        var cluster = new Cluster(2, 3, "kube-controller-manager");
        cluster.killLeader("kube-controller-manager");
        cluster.delete(cluster.pods().get(0));

        assertThat(cluster.until(cluster::made)).isBetween(12.0, 28.0);
    }

    @Test
    void nobody_places_a_pod_while_no_scheduler_leads() {
        var cluster = new Cluster(3, 3, "kube-controller-manager");
        cluster.killLeader("kube-scheduler");
        cluster.delete(cluster.pods().get(0));

        assertThat(cluster.until(cluster::made)).isLessThan(1.0);
        assertThat(cluster.until(cluster::placed)).isBetween(11.0, 25.0);
    }

    @Test
    void operator_makes_its_pods_anew_only_while_it_leads() {
        var cluster = new Cluster(4, 3, "shop/cart-controller");
        cluster.delete(cluster.pods().get(0));
        assertThat(cluster.until(cluster::made)).isLessThan(1.0);

        cluster.killLeader("shop/cart-controller");
        cluster.delete(cluster.pods().get(0));
        assertThat(cluster.until(cluster::made)).isBetween(12.0, 26.0);
    }

    @Test
    void pod_whose_process_dies_again_and_again_waits_for_its_kubelets_back_off() {
        var cluster = new Cluster(5, 3, "kube-controller-manager");
        String name = cluster.pods().get(0).name();
        BooleanSupplier ready =
                () -> cluster.pods().stream().anyMatch(pod -> pod.name().equals(name) && pod.ready());
        java.util.function.DoubleSupplier outage = () -> {
            var pod = cluster.pods().stream()
                    .filter(one -> one.name().equals(name))
                    .findFirst();
            cluster.kill(pod.orElseThrow());
            cluster.until(() -> !ready.getAsBoolean());
            return cluster.until(ready);
        };

        assertThat(outage.getAsDouble()).isLessThan(4.0);
        assertThat(outage.getAsDouble()).isBetween(9.0, 14.0);
    }

    @Test
    void pods_of_a_node_that_is_cut_off_are_made_anew_elsewhere_after_five_minutes_and_end_when_it_is_back() {
        var cluster = new Cluster(6, 3, "kube-controller-manager");
        var there = cluster.pods().stream()
                .filter(pod -> pod.node().equals("worker1"))
                .toList();
        var filter = new PacketFilter(
                PacketFilter.Effect.DROP, 1_000, List.of("192.0.2.100"), Set.of(6443), Set.of(6443), Optional.empty());
        cluster.rehearsed.loop.await(cluster.agent("worker1").apply(filter), CALL, "filter");

        double notReady = cluster.until(() -> cluster.pods().stream().anyMatch(pod -> !pod.ready()));
        double evicted = cluster.until(() -> cluster.pods().stream().anyMatch(Pod::deleting));
        cluster.until(() -> cluster.pods().stream().filter(Pod::ready).count() == 3);

        assertThat(notReady).isBetween(39.5, 60.3);
        assertThat(evicted).isBetween(299.0, 302.0);
        assertThat(cluster.pods())
                .as("those that nobody can end are still shown")
                .hasSize(3 + there.size())
                .filteredOn(Pod::deleting)
                .extracting(Pod::uid)
                .containsExactlyInAnyOrderElementsOf(
                        there.stream().map(Pod::uid).toList());
        cluster.rehearsed.loop.await(cluster.agent("worker1").heal(), CALL, "heal");
        assertThat(cluster.until(() -> cluster.pods().size() == 3)).isLessThan(10.0);
    }
}
