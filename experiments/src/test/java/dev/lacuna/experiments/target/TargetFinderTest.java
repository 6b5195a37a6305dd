package dev.lacuna.experiments.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lacuna.engine.time.VirtualLoop;
import dev.lacuna.experiments.controlplane.ElectionId;
import dev.lacuna.experiments.controlplane.LeaseRecord;
import dev.lacuna.experiments.controlplane.Node;
import dev.lacuna.experiments.controlplane.Pod;
import dev.lacuna.experiments.probe.NoCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TargetFinderTest {
    private static final Instant RENEWED = Instant.parse("2026-07-08T09:10:11.400Z");
    private final VirtualLoop loop = new VirtualLoop(29, Instant.EPOCH);
    private Instant started = RENEWED.minusSeconds(600);

    private final NoCluster cluster = new NoCluster() {
        @Override
        public CompletableFuture<List<Node>> nodes() {
            return CompletableFuture.completedFuture(List.of(new Node("cp2", "host2", "10.0.0.2", "", true, true)));
        }

        @Override
        public CompletableFuture<List<Pod>> members() {
            return CompletableFuture.completedFuture(List.of(new Pod(
                    "kube-system",
                    "kube-scheduler-cp2",
                    "u7",
                    "kube-scheduler",
                    "cp2",
                    "4d56",
                    Optional.of(started),
                    3,
                    true,
                    true,
                    true,
                    false,
                    Map.of(),
                    Optional.empty())));
        }

        @Override
        public CompletableFuture<List<LeaseRecord>> elections() {
            return CompletableFuture.completedFuture(List.of(new LeaseRecord(
                    new ElectionId(ElectionId.Lock.LEASE, "kube-system", "kube-scheduler"),
                    "host2_6bae",
                    Duration.ofSeconds(15),
                    Optional.of(RENEWED.minusSeconds(90)),
                    Optional.of(RENEWED),
                    5,
                    "811",
                    false)));
        }
    };

    @Test
    void leader_is_the_pod_whose_host_the_record_names() {
        assertThat(new TargetFinder(cluster, loop).leader("kube-scheduler").name())
                .isEqualTo("kube-scheduler-cp2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-07-08T09:10:11Z", "2026-07-08T09:10:13Z"})
    void container_that_may_have_started_after_the_last_renewal_leads_nothing(String start) {
        started = Instant.parse(start);

        assertThatThrownBy(() -> new TargetFinder(cluster, loop).leader("kube-scheduler"))
                .hasMessageContaining("nobody leads lease kube-system/kube-scheduler now")
                .hasMessageContaining("host2_6bae");
    }
}
