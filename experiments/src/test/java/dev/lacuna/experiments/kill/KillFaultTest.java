package dev.lacuna.experiments.kill;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lacuna.engine.fault.FaultException;
import dev.lacuna.engine.fault.Loss;
import dev.lacuna.engine.scenario.Experiment;
import dev.lacuna.engine.scenario.shape.Origin;
import dev.lacuna.engine.time.VirtualLoop;
import dev.lacuna.experiments.ClusterKind;
import dev.lacuna.experiments.controlplane.Pod;
import dev.lacuna.experiments.controlplane.Signal;
import dev.lacuna.experiments.process.PaperCluster;
import dev.lacuna.experiments.process.PaperPods;
import dev.lacuna.experiments.target.Count;
import dev.lacuna.experiments.target.Selector;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class KillFaultTest {
    private static final Origin ORIGIN = Origin.of("test.yaml");
    private final VirtualLoop loop = new VirtualLoop(29, Instant.parse("2026-02-03T04:05:06Z"));
    private final PaperCluster cluster = new PaperCluster(loop);

    private KillFault fault(Selector target, Kill.Mode mode) {
        var kill = new Kill(target, Signal.KILL, mode, ORIGIN);
        var experiment = new Experiment("killed", Optional.empty(), Optional.empty(), kill, ORIGIN);
        return new KillFault(kill, new ClusterKind.Order(experiment, cluster, 7));
    }

    private static Selector carts(Count count) {
        return new Selector.Pods("shop", Map.of("app", "cart"), count);
    }

    private Pod cart(int number, String node) {
        var pod = PaperPods.pod("shop", "cart-" + number, "", node, true);
        cluster.add(pod);
        return pod;
    }

    @Test
    void leader_is_proposed_with_what_is_lost_and_whose_election_is_hit() {
        var proposal =
                fault(new Selector.Leader("kube-scheduler"), Kill.Mode.SIGNAL).propose(loop);

        assertThat(proposal.targets()).singleElement().satisfies(target -> {
            assertThat(target.object()).isEqualTo("pod kube-system/kube-scheduler-cp2");
            assertThat(target.details()).containsEntry("holder", "host2_5c");
        });
        assertThat(proposal.impact().losses())
                .containsExactly(Loss.ended("kube-scheduler", "kube-system/kube-scheduler-cp2", "cp2"));
        assertThat(proposal.impact().elections()).containsExactly("kube-scheduler");
        assertThat(proposal.elections()).containsExactly("kube-scheduler");
    }

    @Test
    void leader_that_was_proposed_and_leads_no_more_is_not_replaced_by_another_one() {
        var fault = fault(new Selector.Leader("kube-scheduler"), Kill.Mode.SIGNAL);
        var proposal = fault.propose(loop);
        cluster.leads(cluster.record("kube-scheduler"), "host1_d7", 9);

        assertThatThrownBy(() -> fault.prepare(proposal, loop))
                .isInstanceOfSatisfying(
                        FaultException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(FaultException.Kind.TARGET_CHANGED))
                .hasMessageContaining("kube-scheduler-cp1")
                .hasMessageContaining("kube-scheduler-cp2");
    }

    @Test
    void follower_hits_no_election() {
        var followers = new Selector.Component("kube-scheduler", Selector.Role.FOLLOWER, new Count.All());

        var proposal = fault(followers, Kill.Mode.SIGNAL).propose(loop);

        assertThat(proposal.impact().elections()).isEmpty();
        assertThat(proposal.impact().losses()).extracting(Loss::node).containsExactlyInAnyOrder("cp1", "cp3");
    }

    @Test
    void operator_is_measured_by_the_name_that_was_written_and_guarded_by_its_own() {
        cart(1, "w1");
        cluster.elections.add(cluster.lease("shop", "cart", "cart-1_88"));

        var proposal = fault(new Selector.Leader("cart"), Kill.Mode.SIGNAL).propose(loop);

        assertThat(proposal.elections()).containsExactly("cart");
        assertThat(proposal.impact().elections()).containsExactly("shop/cart");
        assertThat(proposal.impact().losses()).containsExactly(Loss.ended("", "shop/cart-1", "w1"));
    }

    @Test
    void lease_of_an_operator_that_is_called_like_a_component_is_not_the_components() {
        cluster.elections.add(cluster.lease("shop", "kube-scheduler", "host1_66"));

        var everyone = new Selector.Component("kube-scheduler", Selector.Role.ANY, new Count.All());
        assertThat(fault(everyone, Kill.Mode.SIGNAL).propose(loop).impact().elections())
                .containsExactly("kube-scheduler");
    }

    @Test
    void static_pod_is_not_removed_by_its_mirror() {
        var fault = fault(new Selector.Leader("kube-scheduler"), Kill.Mode.DELETE);

        assertThatThrownBy(() -> fault.propose(loop))
                .isInstanceOfSatisfying(
                        FaultException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(FaultException.Kind.UNSUPPORTED))
                .hasMessageContaining("mirror of a static pod: to delete it ends no process");
    }

    @Test
    void leader_that_lost_its_lease_while_all_was_made_ready_gets_no_signal() {
        var fault = fault(new Selector.Leader("kube-scheduler"), Kill.Mode.SIGNAL);
        var strike = fault.prepare(fault.propose(loop), loop);
        strike.arm(loop);
        cluster.leads(cluster.record("kube-scheduler"), "host3_61", 5);

        assertThatThrownBy(() -> strike.inject(loop)).hasMessageContaining("so nothing was done");
        assertThat(cluster.agent("cp2").deeds).isEmpty();
    }

    @Test
    void signal_hits_the_process_of_the_chosen_container_and_no_other() {
        var fault = fault(new Selector.Leader("kube-scheduler"), Kill.Mode.SIGNAL);
        var strike = fault.prepare(fault.propose(loop), loop);
        var before = cluster.member("kube-scheduler-cp2");
        var process = requireNonNull(cluster.agent("cp2").processes.get(before.containerId()));

        strike.arm(loop);
        var injection = strike.inject(loop);
        cluster.add(PaperPods.restarted(before, 137, "Error"));

        assertThat(cluster.agent("cp2").deeds).containsExactly("SIGKILL " + process.pid());
        assertThat(injection.effect().lower()).isGreaterThan(injection.command().upper());
        assertThat(strike.confirm(loop).held()).isTrue();
        strike.heal(loop);
        assertThat(strike.leftovers(loop)).isEmpty();
    }

    @Test
    void evicted_pod_is_the_one_that_was_chosen_by_its_uid() {
        var chosen = cart(1, "w1");
        var fault = fault(carts(new Count.All()), Kill.Mode.EVICT);
        var strike = fault.prepare(fault.propose(loop), loop);

        var unused = strike.inject(loop);
        cluster.pods.remove(chosen.title());

        assertThat(cluster.asked).containsExactly("evict uid-cart-1");
        assertThat(strike.confirm(loop).held()).isTrue();
    }

    @Test
    void pod_of_the_same_name_with_another_uid_shows_that_the_chosen_one_is_gone() {
        var chosen = cart(1, "w1");
        var strike = new RemovalStrike(cluster, List.of(chosen), Kill.Mode.DELETE);
        cluster.add(PaperPods.recreated(chosen));

        assertThat(strike.confirm(loop).evidence()).containsExactly("pod shop/cart-1 with UID uid-cart-1 is gone");
    }

    @Test
    void pod_that_stays_is_no_proof() {
        var strike = new RemovalStrike(cluster, List.of(cart(1, "w1")), Kill.Mode.DELETE);

        var proof = strike.confirm(loop);

        assertThat(proof.held()).isFalse();
        assertThat(proof.evidence())
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .contains("not known to be gone 120 s after it was removed: it is still there"));
    }

    @Test
    void reads_that_fail_after_a_removal_are_waited_out() {
        var chosen = cart(1, "w1");
        var strike = new RemovalStrike(cluster, List.of(chosen), Kill.Mode.DELETE);
        cluster.unreadable = Optional.of(new IllegalStateException("connection refused"));
        cluster.pods.remove(chosen.title());
        loop.after(Duration.ofSeconds(30), () -> cluster.unreadable = Optional.empty());

        assertThat(strike.confirm(loop).held()).isTrue();
    }

    @Test
    void eviction_that_a_budget_refuses_is_no_injection() {
        cluster.refusal = Optional.of("it would violate the pod's disruption budget");
        var strike = new RemovalStrike(cluster, List.of(cart(1, "w1")), Kill.Mode.EVICT);

        assertThatThrownBy(() -> strike.inject(loop))
                .isInstanceOf(FaultException.class)
                .hasMessage("evict of pod shop/cart-1 was refused: it would violate the pod's disruption budget");
    }
}
