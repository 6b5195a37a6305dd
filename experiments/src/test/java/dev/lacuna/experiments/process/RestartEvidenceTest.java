package dev.lacuna.experiments.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lacuna.engine.fault.Proof;
import dev.lacuna.engine.time.VirtualLoop;
import dev.lacuna.experiments.controlplane.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the API server has to show before a container counts as ended. */
final class RestartEvidenceTest {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private final VirtualLoop loop = new VirtualLoop(17, Instant.parse("2026-02-03T04:05:06Z"));
    private final PaperCluster cluster = new PaperCluster(loop);
    private final Pod before = cluster.member("kube-scheduler-cp2");

    private Proof proof() {
        return new RestartEvidence(cluster, before, Set.of(137)).await(loop, PATIENCE);
    }

    @Test
    void another_container_and_the_old_ones_end_by_the_signal_are_the_proof() {
        loop.after(Duration.ofSeconds(3), () -> cluster.add(PaperPods.restarted(before, 137, "Error")));

        var proof = proof();

        assertThat(proof.held()).isTrue();
        assertThat(proof.evidence())
                .anyMatch(line -> line.contains("ended with exit code 137, reason Error"))
                .anyMatch(line -> line.contains("took its place; restart count 1, before 0"));
        assertThat(loop.now()).isBetween(3_000_000_000L, 4_000_000_000L);
    }

    @Test
    void deleted_mirror_of_a_process_that_goes_on_proves_nothing() {
        cluster.add(PaperPods.recreated(before));

        var proof = proof();

        assertThat(proof.held()).isFalse();
        assertThat(proof.evidence())
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .contains("shows no end of container " + RestartEvidence.brief(before.containerId())));
        assertThat(loop.now()).isGreaterThanOrEqualTo(PATIENCE.toNanos());
    }

    @Test
    void exit_code_that_the_signal_does_not_explain_is_no_proof_and_is_not_waited_out() {
        cluster.add(PaperPods.restarted(before, 1, "Error"));

        var proof = proof();

        assertThat(proof.held()).isFalse();
        assertThat(proof.evidence())
                .anyMatch(line -> line.contains("exit code 1") && line.contains("explains only [137]"));
        assertThat(loop.now()).isZero();
    }

    @Test
    void container_that_ran_out_of_memory_was_not_killed_by_us() {
        cluster.add(PaperPods.restarted(before, 137, "OOMKilled"));

        assertThat(proof().held()).isFalse();
    }

    @Test
    void end_of_an_earlier_container_proves_nothing_about_this_one() {
        var earlier = new Pod.Ended(PaperPods.container("older", 9), 137, "Error", Optional.empty());
        cluster.add(withLast(before, before.containerId(), earlier));

        assertThat(proof().held()).isFalse();
    }

    @Test
    void ended_container_without_another_one_is_waited_for() {
        var ended = new Pod.Ended(before.containerId(), 137, "Error", Optional.empty());
        cluster.add(withLast(before, before.containerId(), ended));
        loop.after(Duration.ofSeconds(11), () -> cluster.add(PaperPods.restarted(before, 137, "Error")));

        assertThat(proof().held()).isTrue();
        assertThat(loop.now()).isGreaterThanOrEqualTo(Duration.ofSeconds(11).toNanos());
    }

    @Test
    void end_by_the_signal_is_proof_enough_where_the_kubelet_puts_the_restart_off() {
        var ended = new Pod.Ended(before.containerId(), 137, "Error", Optional.empty());
        cluster.add(withLast(before, before.containerId(), ended));

        var proof = proof();

        assertThat(proof.held()).isTrue();
        assertThat(proof.evidence())
                .anyMatch(line -> line.contains("ended with exit code 137, reason Error"))
                .anyMatch(line -> line.contains("no other container has taken its place within 40 s"));
    }

    @Test
    void reads_that_fail_on_the_way_are_waited_out() {
        cluster.unreadable = Optional.of(new IllegalStateException("connection refused"));
        cluster.add(PaperPods.restarted(before, 137, "Error"));
        loop.after(Duration.ofSeconds(20), () -> cluster.unreadable = Optional.empty());

        assertThat(proof().held()).isTrue();
    }

    @Test
    void what_could_not_be_read_to_the_end_is_said() {
        cluster.unreadable = Optional.of(new IllegalStateException("connection refused"));

        assertThat(proof().evidence())
                .anyMatch(line -> line.contains("its status could not be read: connection refused"));
    }

    private static Pod withLast(Pod pod, String container, Pod.Ended last) {
        return new Pod(
                pod.namespace(),
                pod.name(),
                pod.uid(),
                pod.component(),
                pod.node(),
                container,
                pod.startedAt(),
                pod.restarts(),
                pod.ready(),
                pod.mirror(),
                pod.hostNetwork(),
                pod.deleting(),
                pod.labels(),
                Optional.of(last));
    }
}
