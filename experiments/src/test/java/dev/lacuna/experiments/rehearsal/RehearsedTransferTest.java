package dev.lacuna.experiments.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lacuna.engine.fault.FaultException;
import dev.lacuna.experiments.controlplane.EtcdMember;
import dev.lacuna.experiments.controlplane.Pod;
import dev.lacuna.experiments.controlplane.RequestPath;
import dev.lacuna.experiments.controlplane.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a simulated etcd does when its leader is told to hand over: etcd-io/raft raft.go, MsgTransferLeader and MsgTimeoutNow. */
final class RehearsedTransferTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private final Rehearsed rehearsed = new Rehearsed(7);
    private final Truth truth = rehearsed.cluster.truth();

    private Pod pod(String name) {
        return rehearsed
                .loop
                .await(rehearsed.cluster.pod("kube-system", name), LONG, "pod")
                .orElseThrow();
    }

    /** A follower; not the first one, whose API server is asked before the others. */
    private EtcdMember other() {
        return members().stream()
                .filter(member -> !member.leader())
                .reduce((first, last) -> last)
                .orElseThrow();
    }

    private List<EtcdMember> members() {
        return rehearsed.loop.await(rehearsed.cluster.etcd(), LONG, "members");
    }

    private long term() {
        return members().stream().mapToLong(EtcdMember::term).max().orElseThrow();
    }

    private double transfer(EtcdMember to) {
        var at = rehearsed.loop.await(
                rehearsed.cluster.transfer(pod("etcd-" + truth.etcdLeader()), to), LONG, "transfer");
        return (at.upper() - at.lower()) / 1e9;
    }

    /** Writes by each API server every 5 ms meanwhile; answers those that failed, in words, and notes how many were good. */
    private List<String> writesDuring(Runnable deed) {
        List<String> bad = new ArrayList<>();
        List<RequestPath> paths = rehearsed.cluster.instances().stream()
                .map(one -> rehearsed.cluster.path(new RequestPath.Api(one.node(), RequestPath.Request.WRITE, false)))
                .toList();
        long end = rehearsed.loop.now() + Duration.ofSeconds(3).toNanos();
        write(paths, end, bad);
        rehearsed.loop.sleep(Duration.ofMillis(500));
        deed.run();
        rehearsed.loop.sleep(Duration.ofSeconds(15));
        return bad;
    }

    private void write(List<RequestPath> paths, long end, List<String> bad) {
        for (var path : paths) {
            var unused = path.send(Duration.ofSeconds(10)).thenAccept(answer -> {
                if (!answer.good()) {
                    bad.add(answer.detail());
                }
            });
        }
        if (rehearsed.loop.now() < end) {
            rehearsed.loop.after(Duration.ofMillis(5), () -> write(paths, end, bad));
        }
    }

    @Test
    void transferee_leads_at_once_in_the_next_term_and_every_member_follows_it() {
        var to = other();
        long term = term();

        double took = transfer(to);

        assertThat(took).isBetween(0.06, 0.4);
        assertThat(truth.etcdLeader()).isEqualTo(to.name());
        rehearsed.loop.sleep(Duration.ofMillis(50));
        assertThat(members()).allSatisfy(member -> {
            assertThat(member.follows()).isEqualTo(to.id());
            assertThat(member.term()).isEqualTo(term + 1);
            assertThat(member.healthy()).isTrue();
        });
        assertThat(truth.quorumLosses()).isEmpty();
    }

    @Test
    void writes_that_come_to_the_old_leader_meanwhile_are_dropped_and_all_others_are_taken() {
        var bad = writesDuring(() -> transfer(other()));

        assertThat(bad)
                .hasSizeLessThan(4)
                .allSatisfy(
                        why -> assertThat(why).containsAnyOf("raft proposal dropped", "etcdserver: request timed out"));
    }

    @Test
    void leader_whose_transferee_does_not_answer_takes_no_writes_for_an_election_timeout_and_stays() {
        var to = other();
        String leader = truth.etcdLeader();
        var agents = rehearsed.loop.await(rehearsed.cluster.agents(Set.of(to.node()), Set.of()), LONG, "agents");
        var agent = Optional.ofNullable(agents.get(to.node())).orElseThrow();
        var process = rehearsed.loop.await(agent.find(pod("etcd-" + to.name()).containerId()), LONG, "process");
        rehearsed.loop.await(agent.freeze(process, Duration.ofSeconds(60)), LONG, "freeze");
        var path = rehearsed.cluster.path(new RequestPath.Api(leader, RequestPath.Request.WRITE, false));
        var transfer = rehearsed.cluster.transfer(pod("etcd-" + leader), to);
        rehearsed.loop.sleep(Duration.ofMillis(400));

        var during = rehearsed.loop.await(path.send(Duration.ofSeconds(2)), LONG, "write");
        rehearsed.loop.sleep(Duration.ofSeconds(1));
        var after = rehearsed.loop.await(path.send(Duration.ofSeconds(2)), LONG, "write");

        assertThat(during.detail()).contains("raft proposal dropped");
        assertThat(after.good()).as(after.detail()).isTrue();
        assertThat(truth.etcdLeader()).isEqualTo(leader);
        assertThatThrownBy(() -> rehearsed.loop.await(transfer, LONG, "transfer"))
                .hasMessageContaining("leader transfer took too long");
    }

    @Test
    void member_that_does_not_lead_transfers_nothing() {
        var pod = pod("etcd-" + other().name());
        var to = members().stream().filter(EtcdMember::leader).findFirst().orElseThrow();

        assertThatThrownBy(() -> rehearsed.loop.await(rehearsed.cluster.transfer(pod, to), LONG, "transfer"))
                .isInstanceOfSatisfying(
                        FaultException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(FaultException.Kind.TARGET_CHANGED));
        assertThat(truth.etcdLeader()).isEqualTo(to.name());
    }

    @Test
    void leader_that_is_asked_to_end_hands_over_first() {
        String old = truth.etcdLeader();
        var pod = pod("etcd-" + old);
        var agents = rehearsed.loop.await(rehearsed.cluster.agents(Set.of(old), Set.of()), LONG, "agents");
        var agent = Optional.ofNullable(agents.get(old)).orElseThrow();
        var process = rehearsed.loop.await(agent.find(pod.containerId()), LONG, "process");
        var sent = rehearsed.loop.await(agent.signal(process, Signal.TERM, LONG), LONG, "signal");
        rehearsed.loop.await(sent.gone(), LONG, "end");

        assertThat(truth.etcdLeader()).isNotEmpty().isNotEqualTo(old);
    }
}
