package dev.lacuna.experiments.handover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lacuna.engine.fault.FaultException;
import dev.lacuna.engine.fault.Loss;
import dev.lacuna.engine.fault.Strike;
import dev.lacuna.engine.scenario.Experiment;
import dev.lacuna.engine.scenario.shape.Origin;
import dev.lacuna.engine.time.VirtualLoop;
import dev.lacuna.experiments.ClusterKind;
import dev.lacuna.experiments.controlplane.LeaseRecord;
import dev.lacuna.experiments.controlplane.NodeAgentFailure;
import dev.lacuna.experiments.controlplane.Pod;
import dev.lacuna.experiments.controlplane.Residue;
import dev.lacuna.experiments.process.PaperAgent;
import dev.lacuna.experiments.process.PaperCluster;
import dev.lacuna.experiments.process.PaperPods;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class HandoverFaultTest {
    private static final Origin ORIGIN = Origin.of("test.yaml");
    private final VirtualLoop loop = new VirtualLoop(31, Instant.parse("2026-02-03T04:05:06Z"));
    private final PaperCluster cluster = new PaperCluster(loop);
    private final PaperAgent agent = cluster.agent("cp2");
    private final Pod leader = cluster.member("kube-scheduler-cp2");
    private final LeaseRecord before = cluster.record("kube-scheduler");
    private final long pid = Optional.ofNullable(agent.processes.get(leader.containerId()))
            .orElseThrow()
            .pid();

    private HandoverFault fault(String election, How how) {
        var handover = new Handover(election, how, ORIGIN);
        var experiment = new Experiment("handed over", Optional.empty(), Optional.empty(), handover, ORIGIN);
        return new HandoverFault(handover, new ClusterKind.Order(experiment, cluster, 7));
    }

    /** Injected, with nobody having taken over yet. */
    private Strike injected(How how) {
        var fault = fault("kube-scheduler", how);
        var strike = fault.prepare(fault.propose(loop), loop);
        strike.arm(loop);
        loop.sleep(Duration.ofMillis(10));
        var unused = strike.inject(loop);
        return strike;
    }

    private void takesOver(String holder) {
        loop.after(Duration.ofSeconds(16), () -> cluster.leads(before, holder, 5));
    }

    @Test
    void leader_that_was_proposed_and_leads_no_more_is_not_replaced_by_another_one() {
        var fault = fault("kube-scheduler", How.CRASH);
        var proposal = fault.propose(loop);
        cluster.leads(before, "host1_d7", 9);

        assertThatThrownBy(() -> fault.prepare(proposal, loop))
                .isInstanceOfSatisfying(
                        FaultException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(FaultException.Kind.TARGET_CHANGED));
    }

    @Test
    void impact_names_the_leaders_pod_and_the_election_with_its_namespace() {
        var operator = PaperPods.pod("shop", "cart-1", "", "w1", true);
        cluster.add(operator);
        cluster.elections.add(cluster.lease("shop", "cart", "cart-1_88"));

        var proposal = fault("shop/cart", How.CRASH).propose(loop);

        assertThat(proposal.elections()).containsExactly("shop/cart");
        assertThat(proposal.impact().elections()).containsExactly("shop/cart");
        assertThat(proposal.impact().losses()).containsExactly(Loss.ended("", "shop/cart-1", "w1"));
    }

    @Test
    void coordinated_election_is_not_handed_over_by_its_lease() {
        cluster.elections.replaceAll(record -> new LeaseRecord(
                record.election(),
                record.holder(),
                record.duration(),
                record.acquired(),
                record.renewed(),
                record.transitions(),
                record.resourceVersion(),
                true));

        assertThatThrownBy(() -> fault("kube-scheduler", How.LEASE).propose(loop))
                .isInstanceOfSatisfying(
                        FaultException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(FaultException.Kind.UNSUPPORTED));
        assertThat(fault("kube-scheduler", How.CERTAIN).propose(loop).targets()).hasSize(1);
    }

    @Test
    void crash_is_proved_by_the_other_hosts_lease_and_the_containers_end() {
        var strike = injected(How.CRASH);
        takesOver("host1_aa");
        cluster.add(PaperPods.restarted(leader, 137, "Error"));

        var proof = strike.confirm(loop);

        assertThat(agent.deeds).containsExactly("SIGKILL " + pid);
        assertThat(proof.held()).isTrue();
        assertThat(proof.evidence())
                .anyMatch(line -> line.contains("is held by host1_aa"))
                .anyMatch(line -> line.contains("exit code 137"));
    }

    @Test
    void another_leader_without_the_containers_end_is_no_proof() {
        var strike = injected(How.CRASH);
        takesOver("host1_aa");

        var proof = strike.confirm(loop);

        assertThat(proof.held()).isFalse();
        assertThat(proof.again()).isFalse();
    }

    @Test
    void same_host_winning_again_is_no_handover_and_worth_another_attempt() {
        var strike = injected(How.CRASH);
        takesOver("host2_bb");
        cluster.add(PaperPods.restarted(leader, 137, "Error"));

        var proof = strike.confirm(loop);

        assertThat(proof.held()).isFalse();
        assertThat(proof.again()).isTrue();
    }

    @Test
    void same_process_winning_its_lease_back_is_no_handover() {
        var strike = injected(How.GRACEFUL);
        takesOver("host2_5c");

        assertThat(strike.confirm(loop).held()).isFalse();
        assertThat(agent.deeds).containsExactly("SIGTERM " + pid);
    }

    @Test
    void certain_kills_the_stopped_leader_only_when_another_one_leads() {
        var strike = injected(How.CERTAIN);
        takesOver("host3_cc");
        cluster.add(PaperPods.restarted(leader, 137, "Error"));
        assertThat(agent.deeds).containsExactly("SIGSTOP " + pid);

        assertThat(strike.confirm(loop).held()).isTrue();
        assertThat(agent.deeds).containsExactly("SIGSTOP " + pid, "SIGKILL " + pid);
        assertThat(loop.now()).isGreaterThan(Duration.ofSeconds(20).toNanos());
        strike.heal(loop);
        assertThat(agent.deeds).as("there is nobody to be let go").doesNotContain("SIGCONT " + pid);
    }

    @Test
    void certain_lets_the_leader_go_when_nobody_takes_over() {
        var strike = injected(How.CERTAIN);

        assertThat(strike.confirm(loop).held()).isFalse();
        strike.heal(loop);
        strike.heal(loop);

        assertThat(agent.deeds).containsExactly("SIGSTOP " + pid, "SIGCONT " + pid, "SIGCONT " + pid);
        assertThat(loop.now()).as("well before the liveness probe").isLessThan(90_000_000_000L);
    }

    @Test
    void certain_tells_as_left_only_what_it_has_stopped_itself() {
        var strike = injected(How.CERTAIN);
        agent.residue = new Residue(List.of(), List.of("table lacuna_r9"), List.of("stopped process 17"));

        assertThat(strike.leftovers(loop)).isEmpty();
        assertThat(agent.deeds).contains("residue [" + leader.containerId() + "]");
        agent.residue = new Residue(List.of("stopped process 1000"), List.of(), List.of());
        assertThat(strike.leftovers(loop)).containsExactly("node cp2: stopped process 1000");
    }

    @Test
    void certain_is_healed_by_the_end_of_its_agent_which_let_the_process_go() {
        var strike = injected(How.CERTAIN);
        agent.failure = Optional.of(PaperAgent.failure(NodeAgentFailure.Reason.ENDED, "all"));

        strike.heal(loop);

        assertThat(strike.leftovers(loop)).isEmpty();
    }

    @Test
    void lease_is_written_by_the_version_that_was_read_and_anew_after_a_conflict() {
        cluster.conflicts = 3;
        var strike = injected(How.LEASE);
        takesOver("host1_aa");

        var proof = strike.confirm(loop);

        assertThat(cluster.asked)
                .singleElement()
                .satisfies(write -> assertThat(write)
                        .startsWith("write " + LeaseRecord.nobody(""))
                        .endsWith(" for 15 s"));
        assertThat(proof.held()).isTrue();
    }

    @Test
    void lease_that_has_another_holder_by_now_is_left_alone() {
        var fault = fault("kube-scheduler", How.LEASE);
        var strike = fault.prepare(fault.propose(loop), loop);
        strike.arm(loop);
        cluster.leads(before, "host1_aa", 5);

        assertThatThrownBy(() -> strike.inject(loop))
                .isInstanceOfSatisfying(
                        FaultException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(FaultException.Kind.TARGET_CHANGED))
                .hasMessageContaining("nothing was written");
        assertThat(cluster.asked).isEmpty();
    }

    @Test
    void lease_that_nobody_has_taken_is_left_over() {
        var strike = injected(How.LEASE);

        assertThat(strike.leftovers(loop))
                .singleElement()
                .satisfies(left -> assertThat(left).contains("is still held by " + LeaseRecord.nobody("")));
        cluster.leads(before, "host1_aa", 6);
        assertThat(strike.leftovers(loop)).isEmpty();
    }

    @Test
    void election_is_watched_until_it_is_healed() {
        var strike = injected(How.CRASH);
        assertThat(cluster.watches()).isOne();

        strike.heal(loop);
        loop.sleep(Duration.ofMillis(10));

        assertThat(cluster.watches()).isZero();
    }
}
