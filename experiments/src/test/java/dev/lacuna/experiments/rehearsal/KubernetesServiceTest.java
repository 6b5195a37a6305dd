package dev.lacuna.experiments.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lacuna.experiments.controlplane.NodeAgent;
import dev.lacuna.experiments.controlplane.PacketFilter;
import dev.lacuna.experiments.controlplane.ProcessRef;
import dev.lacuna.experiments.controlplane.RequestPath;
import dev.lacuna.experiments.controlplane.RequestPath.Answer;
import dev.lacuna.experiments.controlplane.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** The addresses in the `kubernetes` Service, and the connections through it; times as in docs/mechanics.md, "Signals". */
final class KubernetesServiceTest {
    private static final Duration LONG = Duration.ofSeconds(90);
    private static final String RUNNER = "192.0.2.200";

    /** A cluster whose runner is in a pod. */
    private static final class Hands {
        final Rehearsed rehearsed;
        final Truth truth;

        Hands(long seed) {
            rehearsed = new Rehearsed(seed, LoadedApiTest.model("api: {service: {entrance: service}}\n"));
            truth = rehearsed.cluster.truth();
            rehearsed.loop.sleep(Duration.ofMillis(1_300 * seed));
        }

        NodeAgent agent(String node) {
            var agents = rehearsed.loop.await(rehearsed.cluster.agents(Set.of(node), Set.of()), LONG, "agents");
            return Optional.ofNullable(agents.get(node)).orElseThrow();
        }

        ProcessRef server(String node) {
            var pod = rehearsed.loop.await(rehearsed.cluster.pod("kube-system", "kube-apiserver-" + node), LONG, "pod");
            return rehearsed.loop.await(agent(node).find(pod.orElseThrow().containerId()), LONG, "process");
        }

        void signal(String node, Signal signal) {
            var process = server(node);
            rehearsed.loop.await(agent(node).signal(process, signal, LONG), LONG, "signal");
        }

        double when(BooleanSupplier done) {
            long from = rehearsed.loop.now();
            assertThat(rehearsed.loop.await(done, LONG)).isTrue();
            return (rehearsed.loop.now() - from) / 1e9;
        }

        RequestPath path(boolean fresh) {
            return rehearsed.cluster.path(new RequestPath.Api("", RequestPath.Request.READ, fresh));
        }

        Answer ask(RequestPath path) {
            return rehearsed.loop.await(path.send(Duration.ofMillis(500)), LONG, "answer");
        }

        void cutOff(String node) {
            var filter = new PacketFilter(
                    PacketFilter.Effect.DROP, 1_000, List.of(RUNNER), Set.of(6443), Set.of(6443), Optional.empty());
            rehearsed.loop.await(agent(node).apply(filter), LONG, "filter");
        }
    }

    @Test
    void address_of_a_server_that_hangs_stays_until_its_lease_is_over_and_another_server_looks() {
        for (long seed = 1; seed <= 25; seed++) {
            var hands = new Hands(seed);
            var process = hands.server("cp2");
            hands.rehearsed.loop.await(hands.agent("cp2").freeze(process, Duration.ofSeconds(60)), LONG, "freeze");

            assertThat(hands.when(() -> !hands.truth.endpoints().contains("cp2")))
                    .isBetween(4.9, 25.1);
            assertThat(hands.truth.endpoints()).containsExactly("cp1", "cp3");
        }
    }

    @Test
    void address_of_a_server_that_is_asked_to_end_is_taken_out_at_once_and_comes_back_when_it_is_ready() {
        var hands = new Hands(2);
        hands.signal("cp3", Signal.TERM);

        assertThat(hands.when(() -> !hands.truth.endpoints().contains("cp3"))).isLessThan(0.01);
        assertThat(hands.when(() -> hands.truth.endpoints().contains("cp3"))).isBetween(3.5, 6.9);
    }

    @Test
    void restarted_server_takes_out_what_its_killed_process_left() {
        var hands = new Hands(4);
        hands.signal("cp1", Signal.KILL);

        assertThat(hands.when(() -> !hands.truth.endpoints().contains("cp1"))).isBetween(1.2, 3.5);
    }

    @Test
    void new_connections_are_refused_by_chance_while_a_dead_servers_address_is_there() {
        var hands = new Hands(5);
        var path = hands.path(true);
        hands.signal("cp2", Signal.KILL);
        hands.rehearsed.loop.sleep(Duration.ofMillis(100));
        List<Answer> bad = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            var answer = hands.ask(path);
            if (!answer.good()) {
                bad.add(answer);
            }
        }

        assertThat(bad.size()).as("of 60, with one of three addresses dead").isBetween(10, 31);
        assertThat(bad).allSatisfy(answer -> {
            assertThat(answer.detail()).startsWith("connection refused");
            assertThat(answer.answered() - answer.sent()).isLessThan(30_000_000L);
        });
    }

    @Test
    void kept_connection_stays_with_a_server_that_is_cut_off_until_its_pings_have_failed() {
        int stuck = 0;
        for (long seed = 1; seed <= 12; seed++) {
            var hands = new Hands(seed);
            var path = hands.path(false);
            assertThat(hands.ask(path).good()).isTrue();
            hands.cutOff("cp1");
            if (hands.ask(path).good()) {
                continue;
            }
            stuck++;
            long from = hands.rehearsed.loop.now();
            while (!hands.ask(path).good()) {
                hands.rehearsed.loop.sleep(Duration.ofMillis(50));
            }
            assertThat((hands.rehearsed.loop.now() - from) / 1e9).isBetween(12.0, 36.0);
        }

        assertThat(stuck).isBetween(1, 11);
    }

    @Test
    void runner_in_a_pod_names_the_service_as_its_server() {
        assertThat(new Hands(1).rehearsed.cluster.identity().server()).isEqualTo("https://10.96.0.1:443");
    }
}
