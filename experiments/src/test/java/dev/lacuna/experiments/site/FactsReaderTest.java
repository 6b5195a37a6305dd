package dev.lacuna.experiments.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lacuna.engine.safeguard.Voters;
import dev.lacuna.engine.time.VirtualLoop;
import dev.lacuna.experiments.controlplane.EtcdMember;
import dev.lacuna.experiments.controlplane.LeaseRecord;
import dev.lacuna.experiments.controlplane.Node;
import dev.lacuna.experiments.controlplane.Pod;
import dev.lacuna.experiments.probe.NoCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class FactsReaderTest {
    private final VirtualLoop loop = new VirtualLoop(23, Instant.parse("2026-07-08T09:10:11Z"));
    private final Slow cluster = new Slow();
    private final FactsReader reader = new FactsReader(cluster, Exclusions.none());

    @Test
    void everything_is_read_once_and_at_the_same_time() {
        var facts = reader.read(loop, true);

        assertThat(cluster.asked).containsExactlyInAnyOrder("members", "nodes", "elections", "etcd");
        assertThat(loop.now()).isEqualTo(Duration.ofMillis(900).toNanos());
        assertThat(facts.voters().seen()).containsExactly(new Voters.Voter("cp2", "node2", false));
        assertThat(facts.degraded()).containsExactly("node node7 is not Ready", "etcd member cp2 is not healthy");
    }

    @Test
    void etcd_is_not_asked_where_it_does_not_matter() {
        var facts = reader.read(loop, false);

        assertThat(cluster.asked).containsExactlyInAnyOrder("members", "nodes", "elections");
        assertThat(facts.voters()).isEqualTo(new Voters.NotAsked());
        assertThat(facts.degraded()).containsExactly("node node7 is not Ready");
    }

    /** Each answer takes its time. */
    private final class Slow extends NoCluster {
        final List<String> asked = new ArrayList<>();

        private <T> CompletableFuture<List<T>> after(int millis, String what, List<T> answer) {
            asked.add(what);
            var later = new CompletableFuture<List<T>>();
            loop.after(Duration.ofMillis(millis), () -> later.complete(answer));
            return later;
        }

        @Override
        public CompletableFuture<List<Pod>> members() {
            return after(30, "members", List.of());
        }

        @Override
        public CompletableFuture<List<Node>> nodes() {
            return after(40, "nodes", List.of(new Node("node7", "host7", "10.0.0.7", "zone-x", true, false)));
        }

        @Override
        public CompletableFuture<List<LeaseRecord>> elections() {
            return after(50, "elections", List.of());
        }

        @Override
        public CompletableFuture<List<EtcdMember>> etcd(Set<String> avoid) {
            return after(900, "etcd", List.of(new EtcdMember("cp2", "8e9e", "node2", true, false, "", 0, 61)));
        }
    }
}
