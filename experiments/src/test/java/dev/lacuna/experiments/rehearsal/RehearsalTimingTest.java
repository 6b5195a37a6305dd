package dev.lacuna.experiments.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lacuna.experiments.controlplane.Connection;
import dev.lacuna.experiments.controlplane.NodeAgent;
import dev.lacuna.experiments.controlplane.PacketFilter;
import dev.lacuna.experiments.controlplane.Pod;
import dev.lacuna.experiments.controlplane.ProcessRef;
import dev.lacuna.experiments.controlplane.RequestPath;
import dev.lacuna.experiments.controlplane.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the simulated cluster does, and when; the times are those of docs/mechanics.md. */
final class RehearsalTimingTest {
    private static final Duration LONG = Duration.ofSeconds(90);
    private static final String SCHEDULER = "kube-scheduler";
    private static final String CONTROLLER_MANAGER = "kube-controller-manager";

    /** A cluster, and hands on it. */
    private static final class Hands {
        final Rehearsed rehearsed;
        final Truth truth;

        Hands(long seed) {
            rehearsed = new Rehearsed(seed);
            truth = rehearsed.cluster.truth();
            rehearsed.loop.sleep(Duration.ofMillis(100 * seed));
        }

        Pod pod(String component, String node) {
            return rehearsed
                    .loop
                    .await(rehearsed.cluster.pod("kube-system", component + "-" + node), LONG, "pod")
                    .orElseThrow();
        }

        Pod leader(String election) {
            String holder = truth.holder(election);
            return pod(election, holder.substring(0, holder.indexOf('_')));
        }

        NodeAgent agent(String node) {
            var agents = rehearsed.loop.await(rehearsed.cluster.agents(Set.of(node), Set.of()), LONG, "agents");
            return Optional.ofNullable(agents.get(node)).orElseThrow();
        }

        ProcessRef process(Pod pod) {
            return rehearsed.loop.await(agent(pod.node()).find(pod.containerId()), LONG, "process");
        }

        /** Ends the pod's process; answers when it was gone. */
        double end(Pod pod, Signal signal) {
            var process = process(pod);
            var sent = rehearsed.loop.await(agent(pod.node()).signal(process, signal, LONG), LONG, "signal");
            return rehearsed.loop.await(sent.gone(), LONG, "end").orElseThrow().lower() / 1e9;
        }

        double now() {
            return rehearsed.loop.now() / 1e9;
        }

        double when(BooleanSupplier done) {
            assertThat(rehearsed.loop.await(done, LONG))
                    .as("it happens within " + LONG)
                    .isTrue();
            return now();
        }

        double until(String election, Signal signal) {
            var leader = leader(election);
            String old = truth.holder(election);
            double gone = end(leader, signal);
            return when(() -> !truth.holder(election).equals(old)
                            && !truth.holder(election).isEmpty())
                    - gone;
        }
    }

    private static List<Double> over(int seeds, java.util.function.ToDoubleFunction<Hands> measured) {
        List<Double> all = new ArrayList<>();
        for (int seed = 1; seed <= seeds; seed++) {
            all.add(measured.applyAsDouble(new Hands(seed)));
        }
        return all;
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    @Test
    void killed_leader_is_followed_after_13_to_24_seconds_and_mostly_after_16_to_17() {
        var scheduler = over(60, hands -> hands.until(SCHEDULER, Signal.KILL));

        assertThat(scheduler).allSatisfy(gap -> assertThat(gap).isBetween(12.9, 23.9));
        assertThat(median(scheduler)).isCloseTo(16.5, within(1.0));
    }

    @Test
    void scheduler_that_is_asked_to_end_releases_its_lease_and_is_followed_within_4_5_seconds() {
        assertThat(over(40, hands -> hands.until(SCHEDULER, Signal.TERM)))
                .allSatisfy(gap -> assertThat(gap).isBetween(-0.1, 4.6));
    }

    @Test
    void controller_manager_of_1_36_keeps_its_lease_when_it_is_asked_to_end() {
        assertThat(over(30, hands -> hands.until(CONTROLLER_MANAGER, Signal.TERM)))
                .allSatisfy(gap -> assertThat(gap).isBetween(12.9, 23.9));
    }

    @Test
    void killed_etcd_leader_is_followed_after_an_election_timeout_of_1_to_2_seconds() {
        var gaps = over(40, hands -> {
            String old = hands.truth.etcdLeader();
            double gone = hands.end(hands.pod("etcd", old), Signal.KILL);
            return hands.when(() -> !hands.truth.etcdLeader().isEmpty()
                            && !hands.truth.etcdLeader().equals(old))
                    - gone;
        });

        assertThat(gaps).allSatisfy(gap -> assertThat(gap).isBetween(0.8, 4.0));
        assertThat(median(gaps)).isBetween(1.0, 1.8);
    }

    @Test
    void etcd_leader_that_is_cut_off_loses_its_place_to_one_of_the_others() {
        var hands = new Hands(9);
        String old = hands.truth.etcdLeader();
        var peers = Stream.of("192.0.2.1", "192.0.2.2", "192.0.2.3").toList();
        var filter =
                new PacketFilter(PacketFilter.Effect.DROP, 1_000, peers, Set.of(2380), Set.of(2380), Optional.empty());
        var agent = hands.agent(old);
        double from = hands.now();
        hands.rehearsed.loop.await(agent.apply(filter), LONG, "filter");

        double after = hands.when(() -> !hands.truth.etcdLeader().isEmpty()
                        && !hands.truth.etcdLeader().equals(old))
                - from;

        assertThat(after).isBetween(0.8, 4.0);
        assertThat(hands.truth.quorumLosses()).isEmpty();
    }

    @Test
    void quorum_is_noted_as_lost_when_two_of_three_voters_are_gone() {
        var hands = new Hands(4);
        var first = hands.process(hands.pod("etcd", "cp1"));
        var second = hands.process(hands.pod("etcd", "cp2"));
        hands.rehearsed.loop.await(hands.agent("cp1").signal(first, Signal.KILL, LONG), LONG, "signal");
        hands.rehearsed.loop.await(hands.agent("cp2").signal(second, Signal.KILL, LONG), LONG, "signal");
        hands.rehearsed.loop.sleep(Duration.ofMillis(200));

        assertThat(hands.truth.quorumLosses()).isNotEmpty();
    }

    @Test
    void killed_api_server_refuses_and_is_ready_again_after_its_restart_and_start() {
        var hands = new Hands(3);
        var path = hands.rehearsed.cluster.path(new RequestPath.Api("cp2", RequestPath.Request.READYZ, true));
        BooleanSupplier good = () -> hands.rehearsed
                .loop
                .await(path.send(Duration.ofSeconds(1)), LONG, "readyz")
                .good();
        double gone = hands.end(hands.pod("kube-apiserver", "cp2"), Signal.KILL);
        assertThat(good.getAsBoolean()).isFalse();

        while (!good.getAsBoolean()) {
            hands.rehearsed.loop.sleep(Duration.ofMillis(20));
        }

        assertThat(hands.now() - gone).isBetween(2.0, 5.4);
    }

    @Test
    void leader_whose_api_server_hangs_ends_itself_12_seconds_after_its_last_renewal() {
        var hands = new Hands(6);
        var leader = hands.leader(SCHEDULER);
        var server = hands.pod("kube-apiserver", leader.node());
        var process = hands.process(server);
        double from = hands.now();
        hands.rehearsed.loop.await(hands.agent(leader.node()).freeze(process, Duration.ofSeconds(60)), LONG, "freeze");

        double ended = hands.when(() -> hands.truth.restarts(leader.name()) > 0) - from;

        assertThat(ended).isBetween(10.0, 12.1 + 1.5 + 1.2);
    }

    @Test
    void stopped_process_goes_on_by_itself_at_its_time() {
        var hands = new Hands(2);
        var leader = hands.leader(SCHEDULER);
        var process = hands.process(leader);
        hands.rehearsed.loop.await(hands.agent(leader.node()).freeze(process, Duration.ofSeconds(7)), LONG, "freeze");
        double from = hands.now();
        assertThat(hands.truth.faults()).hasSize(1);

        assertThat(hands.when(() -> hands.truth.faults().isEmpty()) - from).isCloseTo(7, within(0.1));
    }

    @Test
    void faults_end_within_the_agents_lease_when_the_runner_is_dead() {
        var hands = new Hands(8);
        var agent = hands.agent("cp3");
        hands.rehearsed.loop.await(agent.apply(filter("192.0.2.1", 6443)), LONG, "filter");
        hands.truth.runnerDies();
        double from = hands.now();

        assertThat(hands.when(() -> hands.truth.faults().isEmpty()) - from).isBetween(14.0, 17.0);
    }

    @Test
    void path_that_is_cut_times_out_and_one_that_is_not_connects() {
        var hands = new Hands(5);
        hands.rehearsed.loop.await(hands.agent("cp3").apply(filter("192.0.2.1", 6443)), LONG, "filter");
        var timeout = Duration.ofMillis(1_500);

        var cut = hands.rehearsed.loop.await(hands.agent("cp1").connect("192.0.2.3", 6443, timeout), LONG, "connect");
        var open = hands.rehearsed.loop.await(hands.agent("cp2").connect("192.0.2.3", 6443, timeout), LONG, "connect");

        assertThat(cut.outcome()).isEqualTo(Connection.Outcome.TIMEOUT);
        assertThat(open.outcome()).isEqualTo(Connection.Outcome.OK);
    }

    private static PacketFilter filter(String peer, int port) {
        return new PacketFilter(
                PacketFilter.Effect.DROP, 1_000, List.of(peer), Set.of(port), Set.of(port), Optional.empty());
    }
}
