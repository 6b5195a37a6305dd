package dev.lacuna.experiments.timer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lacuna.experiments.rehearsal.model.LeaseModel;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class LeaseTimersTest {
    private static final LeaseTimers STANDARD = LeaseTimers.STANDARD;

    private static ElectionBound bound(Ousting ousting, boolean alone) {
        return new ElectionBound("kube-scheduler", STANDARD, ousting, alone);
    }

    @Test
    void crash_with_the_defaults_takes_13_to_23_8_seconds() {
        assertThat(STANDARD).hasToString("15/10/2 s");
        assertThat(STANDARD.leastAfterCrash()).isEqualTo(13);
        assertThat(STANDARD.mostAfterCrash()).isCloseTo(23.8, within(1e-9));
        assertThat(bound(Ousting.KEPT, false).formula())
                .contains("15 + 2 × 4.4 = 23.8 s", "leaseDuration − retryPeriod = 13 s");
    }

    @Test
    void rehearsals_have_the_same_defaults_and_the_same_jitter() {
        var model = LeaseModel.standard();

        assertThat(new LeaseTimers(model.duration(), model.renewDeadline(), model.retry()))
                .isEqualTo(STANDARD);
        assertThat(LeaseTimers.LONGEST_LOOK).isEqualTo(1 + LeaseModel.JITTER);
    }

    @Test
    void crash_within_10_seconds_takes_5_4_1_seconds_which_bound_it_at_9_4_seconds_at_twice_the_writes() {
        var remedy = bound(Ousting.KEPT, false).remedy(10).orElseThrow();

        assertThat(remedy.setting())
                .startsWith("5/4/1 s")
                .contains(
                        "--leader-elect-lease-duration=5s",
                        "--leader-elect-renew-deadline=4s",
                        "--leader-elect-retry-period=1s");
        assertThat(remedy.bound()).isCloseTo(9.4, within(1e-9));
        assertThat(remedy.cost()).isEqualTo("at 2 times the lease writes");
    }

    @Test
    void every_setting_that_is_proposed_keeps_what_it_is_proposed_for_and_client_go_s_own_rules() {
        for (double asked = 4; asked < 23.8; asked += 0.1) {
            var better = STANDARD.boundingCrashBy(asked);
            if (better.isEmpty()) {
                assertThat(asked).as("%s s has no setting", asked).isLessThan(5.5);
                continue;
            }
            var times = better.get();
            assertThat(times.mostAfterCrash()).as("%s for %s s", times, asked).isLessThanOrEqualTo(asked + 1e-9);
            assertThat(times.lease().toNanosPart()).as("%s in a Lease", times).isZero();
            assertThat(times.deadline().plus(times.retry())).isLessThanOrEqualTo(times.lease());
            assertThat(times.deadline().toMillis())
                    .isGreaterThan((long) (1.2 * times.retry().toMillis()));
            assertThat(times.retry()).isLessThanOrEqualTo(STANDARD.retry());
        }
    }

    @Test
    void no_setting_keeps_3_seconds_after_a_crash() {
        assertThat(bound(Ousting.KEPT, false).remedy(3)).isEmpty();
    }

    @Test
    void released_lease_is_taken_at_the_next_look_and_foreign_holder_keeps_all_of_its_lease() {
        assertThat(bound(Ousting.RELEASED, false).gap().lower()).isZero();
        assertThat(bound(Ousting.RELEASED, false).gap().upper()).isCloseTo(4.4, within(1e-9));
        assertThat(bound(Ousting.PERHAPS_RELEASED, false).gap().lower()).isZero();
        assertThat(bound(Ousting.PERHAPS_RELEASED, false).gap().upper()).isCloseTo(23.8, within(1e-9));
        assertThat(bound(Ousting.FOREIGN, false).gap().lower()).isEqualTo(15);
    }

    @Test
    void without_another_candidate_nothing_bounds_the_restart() {
        var alone = bound(Ousting.KEPT, true);

        assertThat(alone.gap().lower()).isEqualTo(15);
        assertThat(alone.gap().upper()).isInfinite();
        assertThat(alone.remedy(30)).isEmpty();
    }

    @Test
    void lease_of_another_length_is_taken_in_the_defaults_proportion_unless_it_is_known() {
        assertThat(LeaseTimers.of(Duration.ofSeconds(137))).hasToString("137/107/26 s");
        assertThat(LeaseTimers.of(Duration.ofSeconds(137)).mostAfterCrash()).isCloseTo(251.4, within(1e-9));
        assertThat(LeaseTimers.of(Duration.ofSeconds(60))).hasToString("60/40/8 s");
        assertThat(LeaseTimers.of(Duration.ofSeconds(60)).known()).isFalse();
    }
}
