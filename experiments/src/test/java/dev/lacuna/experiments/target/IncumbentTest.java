package dev.lacuna.experiments.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lacuna.engine.fault.FaultException;
import dev.lacuna.engine.time.VirtualLoop;
import dev.lacuna.experiments.controlplane.EtcdMember;
import dev.lacuna.experiments.process.PaperCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who is hit because he leads must lead when he is hit. */
final class IncumbentTest {
    private static final Selector ETCD = new Selector.Leader("etcd");
    private static final Selector SCHEDULER = new Selector.Leader("kube-scheduler");
    private final VirtualLoop loop = new VirtualLoop(31, Instant.parse("2026-02-03T04:05:06Z"));
    private final PaperCluster cluster = new PaperCluster(loop);

    /** Three voters that agree who leads; {@code leader} is a number. */
    private static List<EtcdMember> members(int leader, long term) {
        return IntStream.rangeClosed(1, 3)
                .mapToObj(number -> member(number, Integer.toString(leader), term))
                .toList();
    }

    private static EtcdMember member(int number, String follows, long term) {
        String node = "cp" + number;
        return new EtcdMember(node, Integer.toString(number), node, true, true, follows, term, 60);
    }

    private Incumbent incumbent(Selector selector, String node) {
        return Incumbent.of(
                        selector, "pod kube-system/x-" + node, node, cluster, new TargetFinder(cluster, loop)::record)
                .orElseThrow();
    }

    private Incumbent hit(int leader, long term) {
        cluster.etcd = members(leader, term);
        var incumbent = incumbent(ETCD, "cp" + leader);
        incumbent.look(loop);
        return incumbent;
    }

    @Test
    void only_selectors_that_mean_a_leader_have_one() {
        var role = new Selector.Component("kube-scheduler", Selector.Role.LEADER, new Count.All());
        var any = new Selector.Component("etcd", Selector.Role.ANY, new Count.All());

        assertThat(Incumbent.of(role, "pod", "cp2", cluster, new TargetFinder(cluster, loop)::record))
                .isPresent();
        assertThat(Incumbent.of(any, "pod", "cp2", cluster, new TargetFinder(cluster, loop)::record))
                .isEmpty();
    }

    @Test
    void holder_of_a_lease_that_still_holds_it_may_be_hit() {
        var incumbent = incumbent(SCHEDULER, "cp2");

        incumbent.look(loop);
        cluster.leads(cluster.record("kube-scheduler"), "host2_5c", 4);
        incumbent.requireInOffice();

        assertThat(incumbent.deposed(loop)).isEmpty();
        incumbent.release(loop);
        loop.sleep(Duration.ofMillis(1));
        assertThat(cluster.watches()).isZero();
    }

    @Test
    void holder_that_lost_its_lease_meanwhile_is_not_hit() {
        var incumbent = incumbent(SCHEDULER, "cp2");
        incumbent.look(loop);
        cluster.leads(cluster.record("kube-scheduler"), "host3_61", 5);

        assertThatThrownBy(incumbent::requireInOffice)
                .isInstanceOfSatisfying(
                        FaultException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(FaultException.Kind.TARGET_CHANGED))
                .hasMessageContaining("pod kube-system/x-cp2 was chosen because `host2_5c` held")
                .hasMessageContaining("`host3_61` held it, so nothing was done");
    }

    @Test
    void etcd_member_that_does_not_lead_any_more_is_not_hit() {
        cluster.etcd = members(3, 9);

        assertThatThrownBy(() -> incumbent(ETCD, "cp1").look(loop))
                .isInstanceOfSatisfying(
                        FaultException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(FaultException.Kind.TARGET_CHANGED))
                .hasMessageContaining("etcd on cp1 was chosen because it led")
                .hasMessageContaining("the one on cp3 led, in term 9");
    }

    @Test
    void leader_that_no_majority_follows_is_none() {
        cluster.etcd = List.of(member(1, "1", 7), member(2, "", 7), member(3, "3", 8));

        assertThatThrownBy(() -> incumbent(ETCD, "cp1").look(loop)).hasMessageContaining("none led");
    }

    @Test
    void later_term_shows_that_etcds_leader_was_hit() {
        var incumbent = hit(1, 7);
        cluster.etcd = List.of(member(2, "2", 8), member(3, "2", 8), member(1, "", 0));

        var proof = incumbent.deposed(loop).orElseThrow();

        assertThat(proof.held()).isTrue();
        assertThat(proof.evidence()).containsExactly("etcd on cp1 led in term 7; then the one on cp2 in term 8");
        assertThat(cluster.asked).endsWith("etcd away from cp1");
    }

    @Test
    void same_term_afterwards_shows_that_a_follower_was_hit_and_is_tried_again() {
        var incumbent = hit(1, 7);
        cluster.etcd = List.of(member(2, "3", 7), member(3, "3", 7), member(1, "", 0));

        var proof = incumbent.deposed(loop).orElseThrow();

        assertThat(proof.held()).isFalse();
        assertThat(proof.again()).isTrue();
        assertThat(proof.evidence())
                .singleElement()
                .satisfies(line -> assertThat(line).contains("did not lead any more when it was hit"));
    }

    @Test
    void election_that_takes_a_while_is_waited_for() {
        var incumbent = hit(2, 7);
        cluster.etcd = List.of(member(1, "", 7), member(3, "", 7), member(2, "", 0));
        loop.after(Duration.ofSeconds(4), () -> cluster.etcd = members(3, 8));

        assertThat(incumbent.deposed(loop))
                .hasValueSatisfying(proof -> assertThat(proof.held()).isTrue());
    }

    @Test
    void next_leader_came_between_the_last_look_without_one_and_the_first_with_it() {
        var incumbent = hit(2, 7);
        long deed = loop.now();
        cluster.etcd = List.of(member(1, "", 7), member(3, "2", 7), member(2, "", 0));
        loop.after(Duration.ofMillis(4_100), () -> cluster.etcd = members(3, 8));

        var unused = incumbent.deposed(loop);

        assertThat(incumbent.milestones()).singleElement().satisfies(milestone -> {
            assertThat(milestone.of()).isEqualTo("etcd");
            assertThat(milestone.at().lower() - deed).isBetween(3_500_000_000L, 4_100_000_000L);
            assertThat(milestone.at().upper() - deed).isBetween(4_100_000_000L, 4_700_000_000L);
        });
    }

    @Test
    void members_that_do_not_answer_tell_nothing_of_when_the_next_one_led() {
        var incumbent = hit(2, 7);
        long deed = loop.now();
        cluster.etcd = List.of(member(1, "", 7), member(3, "", 0), member(2, "", 0));
        loop.after(Duration.ofMillis(4_100), () -> cluster.etcd = members(3, 8));

        var unused = incumbent.deposed(loop);

        assertThat(incumbent.milestones())
                .singleElement()
                .satisfies(milestone -> assertThat(milestone.at().lower()).isLessThanOrEqualTo(deed));
    }

    @Test
    void leader_that_is_still_followed_is_waited_for_until_another_one_is_or_the_look_is_ended() {
        var incumbent = hit(2, 7);
        incumbent.watchSuccession(loop);
        loop.sleep(Duration.ofSeconds(2));
        incumbent.release(loop);
        loop.sleep(Duration.ofSeconds(1));
        cluster.asked.clear();
        cluster.etcd = members(3, 8);
        loop.sleep(Duration.ofSeconds(20));

        assertThat(incumbent.milestones()).isEmpty();
        assertThat(cluster.asked).isEmpty();
    }

    @Test
    void etcd_that_tells_nothing_proves_nothing() {
        var incumbent = hit(2, 7);
        cluster.unreadable = Optional.of(new IllegalStateException("connection refused"));

        var proof = incumbent.deposed(loop).orElseThrow();

        assertThat(proof.held()).isFalse();
        assertThat(proof.again()).isFalse();
        assertThat(proof.evidence())
                .singleElement()
                .satisfies(line -> assertThat(line).contains("could not be asked who leads: connection refused"));
    }
}
