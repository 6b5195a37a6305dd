package dev.lacuna.experiments.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lacuna.engine.fault.FaultException;
import dev.lacuna.engine.time.VirtualLoop;
import dev.lacuna.experiments.controlplane.NodeAgentFailure;
import dev.lacuna.experiments.controlplane.Pod;
import dev.lacuna.experiments.controlplane.ProcessRef;
import dev.lacuna.experiments.controlplane.Signal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class VictimTest {
    private final VirtualLoop loop = new VirtualLoop(19, Instant.parse("2026-02-03T04:05:06Z"));
    private final PaperCluster cluster = new PaperCluster(loop);
    private final Pod scheduler = cluster.member("kube-scheduler-cp2");

    private Victim victim() {
        return Victim.find(cluster, List.of(scheduler), List.of(cluster.record("kube-scheduler")), loop)
                .get(0);
    }

    @Test
    void process_that_took_anothers_place_between_choice_and_deed_is_not_hit() {
        var victim = victim();
        cluster.agent("cp2")
                .processes
                .put(scheduler.containerId(), new ProcessRef(scheduler.containerId(), 4_321, 9_999));

        assertThatThrownBy(() -> victim.signal(Signal.KILL, loop))
                .isInstanceOfSatisfying(
                        NodeAgentFailure.class,
                        failure -> assertThat(failure.code()).isEqualTo("other-start"));
        assertThat(cluster.agent("cp2").deeds).isEmpty();
    }

    @Test
    void container_without_a_process_is_no_victim() {
        cluster.agent("cp2").processes.remove(scheduler.containerId());

        assertThatThrownBy(this::victim).isInstanceOf(NodeAgentFailure.class).hasMessageContaining("no-process");
    }

    @Test
    void node_without_a_helper_is_named() {
        cluster.agents.remove("cp2");

        assertThatThrownBy(this::victim)
                .isInstanceOfSatisfying(
                        FaultException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(FaultException.Kind.NOT_READY))
                .hasMessageContaining("no helper on node cp2 for pod kube-system/kube-scheduler-cp2");
    }

    @Test
    void leader_whose_standbys_have_no_process_is_spared() {
        for (String node : List.of("cp1", "cp3")) {
            cluster.agent(node)
                    .processes
                    .remove(cluster.member("kube-scheduler-" + node).containerId());
        }

        assertThatThrownBy(this::victim)
                .isInstanceOfSatisfying(
                        FaultException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(FaultException.Kind.UNSAFE))
                .hasMessageContaining("none of the standbys of lease kube-system/kube-scheduler");
    }

    @Test
    void operators_standbys_are_looked_for_by_their_process_too() {
        var leader = PaperPods.pod("shop", "cart-1", "", "w1", true);
        var standby = PaperPods.pod("shop", "cart-2", "", "cp1", true);
        cluster.add(leader);
        cluster.add(standby);
        cluster.run(leader);
        var record = cluster.lease("shop", "cart", "cart-1_88");

        assertThatThrownBy(() -> Victim.find(cluster, List.of(leader), List.of(record), loop))
                .hasMessageContaining("pod shop/cart-2");
        cluster.run(standby);
        assertThat(Victim.find(cluster, List.of(leader), List.of(record), loop)).hasSize(1);
    }

    @Test
    void process_that_outlives_its_signal_is_told() {
        cluster.agent("cp2").dies = false;
        var victim = victim();
        var sent = victim.signal(Signal.TERM, loop);

        assertThatThrownBy(() -> victim.awaitDeath(sent, loop))
                .isInstanceOf(FaultException.class)
                .hasMessageContaining("was still alive 75 s later");
    }

    @Test
    void exit_codes_are_those_that_the_signal_explains() {
        assertThat(Victim.exitCodes(Signal.KILL)).containsExactly(137);
        assertThat(Victim.exitCodes(Signal.TERM)).contains(0, 143).doesNotContain(137);
    }

    @Test
    void residue_of_an_ended_agent_is_looked_for_by_a_new_one() {
        var old = new PaperAgent("cp2", loop);
        old.failure = Optional.of(PaperAgent.failure(NodeAgentFailure.Reason.ENDED, ""));
        var remains = Remains.of(cluster, Set.of("cp2"), Set.of("4d56"));

        assertThat(remains.on(old, loop)).isEmpty();
        assertThat(cluster.agent("cp2").deeds).containsExactly("residue [4d56]");
    }
}
