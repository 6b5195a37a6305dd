package dev.lacuna.experiments.timer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lacuna.engine.time.VirtualLoop;
import dev.lacuna.experiments.rehearsal.Rehearsal;
import dev.lacuna.experiments.rehearsal.model.ClusterModelFile;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class EtcdTimersTest {

    @Test
    void flags_are_read_however_they_are_written_and_the_last_one_counts() {
        var timers = EtcdTimers.of(List.of(
                "etcd", "--heartbeat-interval=70", "-election-timeout", "900", "--heartbeat-interval=80", "--name=x"));

        assertThat(timers.heartbeat()).contains(Duration.ofMillis(80));
        assertThat(timers.timeout()).contains(Duration.ofMillis(900));
        assertThat(timers.source())
                .isEqualTo("heartbeat-interval and election-timeout as in the members' command line");
    }

    @Test
    void what_is_not_set_is_etcds_default_and_says_so() {
        var timers = EtcdTimers.of(List.of("etcd", "--election-timeout=3000", "--heartbeat-interval=soon"));

        assertThat(timers.heartbeatOrDefault()).isEqualTo(Duration.ofMillis(100));
        assertThat(timers.timeoutOrDefault()).isEqualTo(Duration.ofSeconds(3));
        assertThat(timers.source())
                .contains("heartbeat-interval: etcd's default (etcd-io/etcd server/embed/config.go)");
    }

    @Test
    void members_that_differ_have_no_bound() {
        var one = EtcdTimers.of(List.of("--election-timeout=3000"));
        var other = EtcdTimers.of(List.of("--election-timeout=4000"));

        assertThat(new SeenEtcd(3, List.of(one, other)).bound()).isEmpty();
        assertThat(new SeenEtcd(3, List.of(one, other)).words(false)).contains("differ");
        assertThat(new SeenEtcd(3, List.of(one)).bound()).isPresent();
    }

    @Test
    void times_of_a_cluster_are_read_from_its_members() {
        var model = ClusterModelFile.read(
                        "m.yaml", "etcd: {heartbeat: 230ms, election: 2700ms}".getBytes(StandardCharsets.UTF_8))
                .model()
                .orElseThrow();
        var loop = new VirtualLoop(5, Instant.parse("2026-02-03T04:05:06Z"));

        var seen = SeenEtcd.now(Rehearsal.on(model, "r1", loop), loop);

        assertThat(seen.voters()).isEqualTo(3);
        assertThat(seen.timers()).singleElement().satisfies(timers -> {
            assertThat(timers.heartbeat()).contains(Duration.ofMillis(230));
            assertThat(timers.timeout()).contains(Duration.ofMillis(2_700));
        });
    }
}
