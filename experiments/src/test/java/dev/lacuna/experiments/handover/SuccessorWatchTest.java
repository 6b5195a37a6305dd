package dev.lacuna.experiments.handover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lacuna.engine.fault.Proof;
import dev.lacuna.engine.time.VirtualLoop;
import dev.lacuna.experiments.controlplane.ElectionId;
import dev.lacuna.experiments.controlplane.LeaseRecord;
import dev.lacuna.experiments.controlplane.LeaseSeen;
import dev.lacuna.experiments.probe.NoCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A record alone makes no handover: who leads afterwards, and on which host, does. */
final class SuccessorWatchTest {
    private static final String OLD = "cp2_3f1a";
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private final VirtualLoop loop = new VirtualLoop(11, Instant.parse("2026-03-04T05:06:07Z"));
    private final List<Consumer<LeaseSeen>> watchers = new ArrayList<>();
    private final SuccessorWatch watch = new SuccessorWatch(
            new NoCluster() {
                @Override
                public Subscription watch(ElectionId election, Consumer<LeaseSeen> seen) {
                    watchers.add(seen);
                    return () -> watchers.remove(seen);
                }
            },
            record(OLD, 7));

    private LeaseRecord record(String holder, int transitions) {
        return new LeaseRecord(
                new ElectionId(ElectionId.Lock.LEASE, "kube-system", "kube-scheduler"),
                holder,
                Duration.ofSeconds(15),
                Optional.empty(),
                Optional.of(loop.wall()),
                transitions,
                Long.toString(loop.now()),
                false);
    }

    /** Writes now and every 2 s, so many times in all. */
    private void leads(String holder, int transitions, Duration begins, int writes) {
        for (int i = 0; i < writes; i++) {
            loop.after(begins.plusSeconds(2L * i), () -> {
                var seen = new LeaseSeen(record(holder, transitions), loop.now(), false);
                List.copyOf(watchers).forEach(watcher -> watcher.accept(seen));
            });
        }
    }

    private Proof proof() {
        watch.start(loop);
        return watch.proof(loop, PATIENCE);
    }

    @Test
    void another_host_that_renews_twice_is_the_proof() {
        leads("cp1_9c2e", 8, Duration.ofSeconds(16), 3);

        var proof = proof();

        assertThat(proof.held()).isTrue();
        assertThat(proof.evidence()).anyMatch(line -> line.contains("cp1_9c2e") && line.contains("renewed 2 times"));
    }

    @Test
    void same_host_with_a_new_process_is_no_handover_and_worth_another_attempt() {
        leads("cp2_77d0", 8, Duration.ofSeconds(16), 3);

        var proof = proof();

        assertThat(proof.held()).isFalse();
        assertThat(proof.again()).isTrue();
        assertThat(proof.evidence()).anyMatch(line -> line.startsWith("sameHost"));
    }

    @Test
    void lease_won_back_by_the_same_process_is_no_handover_although_its_transitions_count_on() {
        leads(OLD, 9, Duration.ofSeconds(16), 12);

        var proof = proof();

        assertThat(proof.held()).isFalse();
        assertThat(proof.evidence()).anyMatch(line -> line.contains("nobody else has held it firmly within 40 s"));
    }

    @Test
    void successor_that_never_renews_is_none() {
        leads("cp1_9c2e", 8, Duration.ofSeconds(16), 1);

        assertThat(proof().held()).isFalse();
    }
}
