package dev.lacuna.experiments.handover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lacuna.engine.fault.Fault;
import dev.lacuna.engine.fault.FaultException;
import dev.lacuna.engine.fault.Proof;
import dev.lacuna.engine.fault.Right;
import dev.lacuna.engine.fault.Strike;
import dev.lacuna.engine.scenario.Experiment;
import dev.lacuna.engine.scenario.shape.Origin;
import dev.lacuna.engine.time.Interval;
import dev.lacuna.engine.time.VirtualLoop;
import dev.lacuna.experiments.ClusterKind;
import dev.lacuna.experiments.controlplane.EtcdMember;
import dev.lacuna.experiments.process.PaperCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class TransferFaultTest {
    private static final Origin ORIGIN = Origin.of("test.yaml");
    private final VirtualLoop loop = new VirtualLoop(37, Instant.parse("2026-02-03T04:05:06Z"));
    private final PaperCluster cluster = new PaperCluster(loop);

    TransferFaultTest() {
        cluster.etcd = members("2b", 7);
    }

    private static EtcdMember member(int number, String follows, long term) {
        String name = "cp" + number;
        String id = number + (number == 1 ? "a" : number == 2 ? "b" : "c");
        return new EtcdMember(name, id, name, true, term > 0, follows, term, 60);
    }

    /** Three voters that agree who leads. */
    private static List<EtcdMember> members(String leader, long term) {
        return List.of(member(1, leader, term), member(2, leader, term), member(3, leader, term));
    }

    private Fault fault(long seed) {
        var spec = new Handover("etcd", How.TRANSFER, ORIGIN);
        var experiment = new Experiment("moved", Optional.empty(), Optional.empty(), spec, ORIGIN);
        return Handover.KIND.on().apply(new ClusterKind.Order(experiment, cluster, seed));
    }

    /** To whom the seed of the tests transfers. */
    private String drawn() {
        return transferee(11);
    }

    private String transferee(long seed) {
        return fault(seed).propose(loop).targets().get(0).details().getOrDefault("transferee", "");
    }

    private Strike prepared() {
        var fault = fault(11);
        return fault.prepare(fault.propose(loop), loop);
    }

    private Proof proved(List<EtcdMember> afterwards) {
        cluster.transferred = afterwards;
        var strike = prepared();
        strike.arm(loop);
        var unused = strike.inject(loop);
        return strike.confirm(loop);
    }

    private String id(String name) {
        return cluster.etcd.stream()
                .filter(member -> member.name().equals(name))
                .findFirst()
                .orElseThrow()
                .id();
    }

    private void refused(FaultException.Kind kind, String words) {
        assertThatThrownBy(() -> fault(11).propose(loop))
                .isInstanceOfSatisfying(
                        FaultException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(kind))
                .hasMessageContaining(words);
    }

    @Test
    void leadership_that_has_moved_since_the_proposal_is_moved_by_nobody() {
        var fault = fault(11);
        var proposal = fault.propose(loop);
        cluster.etcd = members("3c", 8);

        assertThatThrownBy(() -> fault.prepare(proposal, loop))
                .isInstanceOfSatisfying(
                        FaultException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(FaultException.Kind.TARGET_CHANGED));
    }

    @Test
    void plan_names_the_leader_and_the_transferee_and_takes_nothing_away() {
        var proposal = fault(11).propose(loop);

        assertThat(proposal.summary()).isEqualTo("transfer of etcd's leadership from cp2 to " + drawn());
        assertThat(proposal.targets()).singleElement().satisfies(target -> {
            assertThat(target.object()).isEqualTo("pod kube-system/etcd-cp2");
            assertThat(target.containerId()).isEmpty();
        });
        assertThat(proposal.impact().losses()).isEmpty();
        assertThat(proposal.impact().nodes()).containsExactlyInAnyOrder("cp2", drawn());
        assertThat(proposal.impact().elections()).containsExactly("etcd");
        assertThat(proposal.elections()).as("no lease tells of it").isEmpty();
        assertThat(proposal.rights())
                .containsExactlyInAnyOrder(
                        new Right("get", "", "pods/exec", "kube-system"),
                        new Right("create", "", "pods/exec", "kube-system"));
    }

    @Test
    void seed_draws_the_transferee_among_the_voters_that_do_not_lead() {
        Set<String> drawn = new TreeSet<>();
        for (long seed = 1; seed <= 40; seed++) {
            assertThat(transferee(seed)).isEqualTo(transferee(seed));
            drawn.add(transferee(seed));
        }

        assertThat(drawn).containsExactly("cp1", "cp3");
    }

    @Test
    void ill_voters_and_learners_are_no_transferees() {
        var learner = new EtcdMember("cp1", "1a", "cp1", false, true, "2b", 7, 60);
        cluster.etcd = List.of(learner, member(2, "2b", 7), member(3, "2b", 7));
        assertThat(transferee(5)).isEqualTo("cp3");

        cluster.etcd = List.of(learner, member(2, "2b", 7), member(3, "", 0));
        refused(FaultException.Kind.UNSAFE, "no voter of etcd beside its leader cp2 is healthy");

        cluster.etcd = List.of(learner, member(2, "2b", 7));
        refused(FaultException.Kind.NO_TARGET, "no voter beside its leader cp2");
    }

    @Test
    void etcd_without_a_leader_is_waited_for() {
        cluster.etcd = List.of(member(1, "", 8), member(2, "", 8));

        refused(FaultException.Kind.NO_LEADER, "nobody leads etcd now");
    }

    @Test
    void leader_that_is_no_pod_here_gets_no_command() {
        cluster.etcd = List.of(
                new EtcdMember("far1", "4d", "", true, true, "4d", 7, 60),
                new EtcdMember("far2", "5e", "", true, true, "4d", 7, 60));

        refused(FaultException.Kind.NO_TARGET, "far1 (4d) is no pod of this cluster");
    }

    @Test
    void command_goes_to_the_leaders_pod_once_and_its_effect_lies_within_it() {
        String to = drawn();
        var strike = prepared();
        cluster.asked.clear();

        var injection = strike.inject(loop);

        assertThat(cluster.asked).containsExactly("transfer in etcd-cp2 to " + id(to));
        assertThat(injection.effect()).isEqualTo(new Interval(loop.now(), loop.now() + 212_000_000));
        assertThat(injection.command()).isEqualTo(injection.effect());
    }

    @Test
    void majority_that_follows_the_transferee_in_a_later_term_is_the_proof_and_another_pod_is_asked() {
        String name = drawn();
        String to = id(name);

        var proof = proved(List.of(member(1, to, 8), member(2, "", 8), member(3, to, 8)));

        assertThat(proof.held()).isTrue();
        assertThat(proof.evidence())
                .containsExactly(
                        "`etcdctl move-leader` in pod kube-system/etcd-cp2 was acknowledged within 212 ms",
                        "%s (%s) leads in term 8, by the word of cp1, cp3, asked for in another pod; before, cp2 (2b) led in term 7"
                                .formatted(name, to));
        assertThat(cluster.asked).contains("etcd away from cp2");
    }

    @Test
    void leadership_that_came_back_or_went_elsewhere_is_missed_and_worth_another_attempt() {
        String elsewhere = drawn().equals("cp1") ? "3c" : "1a";

        assertThat(proved(members("2b", 9)))
                .satisfies(proof -> assertThat(proof.held()).isFalse())
                .satisfies(proof -> assertThat(proof.again()).isTrue());
        cluster.etcd = members("2b", 7);
        assertThat(proved(members(elsewhere, 8)))
                .satisfies(proof -> assertThat(proof.held()).isFalse())
                .satisfies(proof -> assertThat(proof.again()).isTrue());
    }

    @Test
    void old_term_and_a_transferee_that_alone_thinks_to_lead_prove_nothing() {
        String to = id(drawn());

        assertThat(proved(members("2b", 7))).satisfies(proof -> {
            assertThat(proof.held()).isFalse();
            assertThat(proof.again()).isFalse();
            assertThat(proof.evidence())
                    .anyMatch(line -> line.startsWith("no majority follows another leader 10 s later"));
        });
        cluster.etcd = members("2b", 7);
        int own = to.equals("1a") ? 1 : 3;
        assertThat(proved(List.of(member(own, to, 8), member(2, "2b", 7), member(4 - own, "2b", 7)))
                        .held())
                .isFalse();
    }

    @Test
    void members_that_cannot_be_asked_at_first_are_asked_again() {
        String to = id(drawn());
        cluster.transferred = members(to, 8);
        var strike = prepared();
        var unused = strike.inject(loop);
        cluster.unreadable = Optional.of(new IllegalStateException("no API server answers"));
        loop.after(Duration.ofSeconds(3), () -> cluster.unreadable = Optional.empty());

        assertThat(strike.confirm(loop).held()).isTrue();
    }

    @Test
    void nothing_of_it_stays_in_force() {
        var strike = prepared();
        strike.arm(loop);
        strike.heal(loop);

        assertThat(strike.hold()).isEmpty();
        assertThat(strike.leftovers(loop)).isEmpty();
        assertThat(strike.intent().nodes()).isEmpty();
        assertThat(cluster.asked).noneMatch(asked -> asked.startsWith("transfer"));
    }

    @Test
    void command_that_did_nothing_says_so() {
        cluster.untransferred =
                Optional.of(new FaultException(FaultException.Kind.TARGET_CHANGED, "no leader endpoint given"));
        var strike = prepared();

        assertThatThrownBy(() -> strike.inject(loop)).hasMessageContaining("no leader endpoint given");
    }
}
