package dev.lacuna.experiments.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lacuna.engine.time.VirtualLoop;
import dev.lacuna.experiments.rehearsal.Rehearsal;
import dev.lacuna.experiments.rehearsal.model.ClusterModel;
import dev.lacuna.experiments.rehearsal.model.ClusterModelFile;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A simulated cluster is looked at as if it were a real one, so that what is seen can be held to what it was made of. */
final class WrittenModelTest {
    private static final String MADE = """
            controlPlanes: 5
            workers: 3
            zones: [north, south]
            lease: {duration: 137s, renewDeadline: 107s, retry: 26s}
            api: {latency: 21ms..34ms, handshake: 11ms}
            etcd: {heartbeat: 230ms, election: 2700ms}
            operators:
              - {election: shop/cart-controller, replicas: 3}
            """;

    private static ClusterModel read(String text) {
        var result = ClusterModelFile.read("m.yaml", text.getBytes(StandardCharsets.UTF_8));
        assertThat(result.problems()).isEmpty();
        return result.model().orElseThrow();
    }

    @Test
    void what_is_seen_of_a_cluster_is_what_it_is_made_of_and_says_so() {
        var made = read(MADE);
        var loop = new VirtualLoop(5, Instant.parse("2026-02-03T04:05:06Z"));

        String text = WrittenModel.of(Rehearsal.on(made, "r1", loop), loop)
                .orElseThrow()
                .yaml();

        var seen = read(text);
        assertThat(seen.controlPlanes()).isEqualTo(5);
        assertThat(seen.workers()).isEqualTo(3);
        assertThat(seen.zones()).containsExactly("north", "south");
        assertThat(seen.lease()).isEqualTo(made.lease());
        assertThat(seen.etcd().heartbeat().toMillis()).isEqualTo(230);
        assertThat(seen.etcd().election().toMillis()).isEqualTo(2_700);
        assertThat(seen.apps().operators()).singleElement().satisfies(operator -> {
            assertThat(operator.election()).isEqualTo("shop/cart-controller");
            assertThat(operator.replicas()).isEqualTo(3);
        });
        assertThat(seen.api().latency().least().toMillis()).isBetween(20L, 34L);
        assertThat(seen.api().latency().most().toMillis()).isBetween(25L, 42L);
        assertThat(text)
                .contains("  duration: 2m17s  # seen in the Lease")
                .contains("  renewDeadline: 1m47s  # assumed: goes with the duration")
                .contains("# measured: ");
    }

    @Test
    void simulated_cluster_writes_all_that_it_was_made_of() {
        var made = read(MADE);

        assertThat(read(WrittenModel.simulated(made).yaml())).isEqualTo(made);
    }
}
