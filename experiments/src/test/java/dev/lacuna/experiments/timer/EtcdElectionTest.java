package dev.lacuna.experiments.timer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class EtcdElectionTest {
    private static final double TICK = 0.1;
    private static final double MESSAGE = 0.001;
    private final EtcdElection three = election(100, 1_000, 3);

    private static EtcdElection election(int heartbeat, int timeout, int voters) {
        return new EtcdElection(Duration.ofMillis(heartbeat), Duration.ofMillis(timeout), voters);
    }

    @Test
    void defaults_give_a_new_leader_after_800_ms_to_1900_ms() {
        assertThat(three.least()).isEqualTo(0.8);
        assertThat(three.mostUnlessTied()).isEqualTo(1.9);
        assertThat(three.words(false, "as seen"))
                .contains("0.8 to 1.9 s", "1 of 500 elections", "adds 0.9 to 1.9 s each time", "as seen");
    }

    @Test
    void leader_that_is_cut_off_gives_up_at_its_second_check_of_its_quorum_at_the_latest() {
        assertThat(three.words(true, "")).contains("gives up within 2 s");
    }

    @Test
    void two_voters_elect_nobody_without_one_of_them() {
        assertThat(election(100, 1_000, 2).words(false, "")).contains("no other leader");
        assertThat(new EtcdBound(election(100, 1_000, 2), "").gap().upper()).isInfinite();
    }

    @Test
    void election_timeout_counts_in_whole_heartbeats() {
        assertThat(election(300, 2_000, 3).least()).isEqualTo(1.2);
        assertThat(election(300, 2_000, 3).mostUnlessTied()).isEqualTo(3.3);
    }

    @Test
    void remedy_keeps_the_bound_with_as_few_heartbeats_as_possible() {
        var bound = new EtcdBound(three, "as seen");

        assertThat(bound.remedy(1)).hasValueSatisfying(remedy -> {
            assertThat(remedy.setting()).isEqualTo("--heartbeat-interval=40 --election-timeout=440");
            assertThat(remedy.bound()).isCloseTo(0.84, within(1e-9));
            assertThat(remedy.cost()).startsWith("at 2.5 times the heartbeats").contains("less than 40 ms");
        });
        assertThat(new EtcdBound(election(100, 5_000, 3), "").remedy(4))
                .hasValueSatisfying(remedy ->
                        assertThat(remedy.setting()).isEqualTo("--heartbeat-interval=100 --election-timeout=2000"));
        assertThat(bound.remedy(0.2)).isEmpty();
    }

    @Test
    void times_that_etcd_refuses_are_refused() {
        assertThatThrownBy(() -> new EtcdElection(Duration.ofMillis(300), Duration.ofSeconds(1), 3))
                .hasMessageContaining("5 heartbeats");
    }

    /** Draws what raft draws, tick by tick, and looks whether the formulas hold. */
    @Test
    void elections_drawn_by_the_rules_lie_within_and_are_tied_as_often_as_said() {
        var chance = new SplittableRandom(5);
        int tied = 0;
        int all = 200_000;
        for (int i = 0; i < all; i++) {
            double silent = -TICK * chance.nextDouble();
            double one = stands(silent, chance);
            double other = stands(silent, chance);
            assertThat(Math.min(one, other)).isBetween(three.least(), three.mostUnlessTied());
            tied += Math.abs(one - other) < MESSAGE ? 1 : 0;
        }
        assertThat((double) tied / all).isCloseTo(three.tied(), within(0.0005));
    }

    private static double stands(double lastHeard, SplittableRandom chance) {
        int ticks = 10 + chance.nextInt(10);
        double untilTick = TICK * chance.nextDouble();
        return lastHeard + untilTick + TICK * (ticks - 1);
    }
}
