package dev.lacuna.experiments.election;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lacuna.engine.probe.Observation.GapBegan;
import dev.lacuna.engine.probe.Observation.GapEnded;
import dev.lacuna.engine.probe.Observation.Happened;
import dev.lacuna.engine.slo.Measurement;
import dev.lacuna.engine.slo.Unit;
import dev.lacuna.engine.time.Interval;
import dev.lacuna.engine.time.VirtualLoop;
import dev.lacuna.experiments.probe.Seen;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ElectionProbeTest {
    private static final long MS = 1_000_000;
    private static final Interval EFFECT = new Interval(20_500 * MS, 20_503 * MS);
    private final VirtualLoop loop = new VirtualLoop(11, Instant.parse("2026-11-01T00:00:00Z"));
    private final FakeLease lease = new FakeLease(loop);
    private final Seen seen = new Seen();
    private final ElectionProbe probe = new ElectionProbe("kube-scheduler", lease, loop);

    @Test
    void the_gap_runs_from_the_effect_to_the_new_holders_first_record_and_is_narrow() {
        crash("host2_bb", 37_200);

        var gap = requireNonNull(run(45_000).get("gap"));

        assertThat(gap.lower()).isLessThanOrEqualTo(16.697).isGreaterThan(16.68);
        assertThat(gap.upper()).isGreaterThanOrEqualTo(16.700).isLessThan(16.71);
        assertThat(gap.upper() - gap.lower()).isLessThan(0.016);
    }

    @Test
    void recovery_is_the_second_renewal_by_the_new_holder() {
        lease.agentOn("cp2");
        crash("host2_bb", 37_200);

        var recovery = requireNonNull(run(45_000).get("recovery"));

        assertThat(recovery.lower()).isBetween(20.69, 20.7);
        assertThat(recovery.upper()).isBetween(20.7, 20.71);
        assertThat(probe.recovered(EFFECT)).isTrue();
    }

    @Test
    void recovery_is_no_later_than_a_renewal_that_the_watch_may_have_missed() {
        lease.agentOn("cp2");
        lease.blindBetween(38_000, 42_000);
        crash("host2_bb", 37_200);

        var recovery = requireNonNull(run(46_000).get("recovery"));

        assertThat(recovery.lower()).isLessThanOrEqualTo(20.7);
        assertThat(recovery.upper()).isBetween(22.69, 22.72);
    }

    @Test
    void a_new_holder_that_has_renewed_once_is_not_a_recovery() {
        crash("host2_bb", 37_200);

        var measured = run(39_500);

        assertThat(probe.recovered(EFFECT)).isFalse();
        assertThat(requireNonNull(measured.get("recovery")).upper()).isInfinite();
        assertThat(requireNonNull(measured.get("gap")).upper()).isLessThan(16.8);
    }

    @Test
    void the_new_holders_own_clock_bounds_the_gap_when_reads_fail() {
        lease.agentOn("cp2");
        lease.readsFail = true;
        crash("host2_bb", 37_200);

        var gap = requireNonNull(run(45_000).get("gap"));

        assertThat(gap.upper() - gap.lower()).isLessThan(0.012);
        assertThat(happened().details()).containsEntry("lowerFrom", "acquireTime by the clock of the holder's node");
    }

    @Test
    void what_bounds_a_takeover_is_said() {
        crash("host2_bb", 37_200);
        run(45_000);

        assertThat(happened().probe()).isEqualTo("election.kube-scheduler");
        assertThat(happened().at().lower()).isLessThanOrEqualTo(37_200 * MS);
        assertThat(happened().at().upper()).isGreaterThanOrEqualTo(37_200 * MS);
        assertThat(happened().details())
                .containsEntry("oldHolder", "host1_aa")
                .containsEntry("newHolder", "host2_bb")
                .containsEntry("sameHost", "false")
                .containsEntry("lowerFrom", "last consistent read that showed the record before")
                .containsKeys("upperFrom", "width");
    }

    @Test
    void the_same_host_winning_again_is_said_as_such() {
        crash("host1_cc", 37_200);
        run(45_000);

        assertThat(happened().details()).containsEntry("sameHost", "true").containsEntry("oldHolder", "host1_aa");
    }

    @Test
    void a_leader_that_releases_before_it_is_gone_leaves_a_gap_of_nothing() {
        lease.leads("host1_aa", 500, 19_000);
        lease.release(20_100);
        lease.leads("host2_bb", 20_300, 60_000);

        var measured = run(30_000);

        assertThat(measured).containsEntry("gap", Measurement.of(new Interval(0, 0)));
        assertThat(happened().details()).containsEntry("oldHolder", "host1_aa");
        assertThat(happened().at().width()).isLessThan(12 * MS);
    }

    @Test
    void a_leader_that_took_a_released_lease_shortly_before_it_was_hit_is_no_takeover() {
        lease.leads("host1_aa", 500, 15_500);
        lease.release(16_400);
        lease.leads("host2_bb", 16_600, 20_400);
        lease.leads("host3_cc", 37_200, 100_000);

        var measured = run(45_000);

        assertThat(requireNonNull(measured.get("gap")).lower()).isBetween(16.68, 16.7);
        assertThat(requireNonNull(measured.get("transitions")).upper()).isEqualTo(1);
    }

    @Test
    void a_leader_that_stays_has_no_gap_to_be_judged() {
        lease.leads("host1_aa", 500, 90_000);

        var measured = run(45_000);

        assertThat(probe.recovered(EFFECT)).isTrue();
        assertThat(measured)
                .containsOnlyKeys("transitions", "flaps")
                .containsEntry("transitions", Measurement.exactly(0, Unit.COUNT));
    }

    @Test
    void as_long_as_the_old_leader_could_still_lose_the_lease_nothing_is_recovered() {
        lease.leads("host1_aa", 500, 90_000);
        run(35_000);

        assertThat(probe.recovered(EFFECT)).isFalse();
    }

    @Test
    void without_a_new_holder_the_gap_has_no_upper_end() {
        lease.leads("host1_aa", 500, 20_500);

        var measured = run(60_000);

        assertThat(requireNonNull(measured.get("gap")).upper()).isInfinite();
        assertThat(requireNonNull(measured.get("gap")).lower()).isBetween(39.0, 39.5);
        assertThat(probe.healthy()).isFalse();
        assertThat(probe.recovered(EFFECT)).isFalse();
    }

    @Test
    void an_election_that_was_never_seen_measures_nothing() {
        assertThat(probe.measures(EFFECT, 0)).isEmpty();
        assertThat(probe.healthy()).isFalse();
        assertThat(probe.recovered(EFFECT)).isFalse();
    }

    @Test
    void a_record_that_nobody_stands_behind_ends_no_gap() {
        lease.leads("host1_aa", 500, 19_000);
        lease.foreign(20_501);
        lease.leads("host3_dd", 38_100, 80_000);

        var gap = requireNonNull(run(50_000).get("gap"));

        assertThat(gap.lower()).isBetween(17.58, 17.6);
        assertThat(happened().details()).containsEntry("oldHolder", "host1_aa").containsEntry("newHolder", "host3_dd");
    }

    @Test
    void record_that_the_run_wrote_itself_is_not_read_by_the_clock_of_the_holder_that_it_ousted() {
        lease.agentOn("cp1");
        lease.ahead = Duration.ofMillis(-17_604);
        lease.readsFail = true;
        lease.leads("host1_aa", 500, 19_000);
        lease.foreign(20_501);
        lease.leads("host3_dd", 38_100, 80_000);

        var gap = requireNonNull(run(50_000).get("gap"));

        assertThat(gap.lower()).as("17.599 s passed between the two records").isLessThan(17.6);
    }

    @Test
    void a_holder_that_loses_the_lease_at_once_is_a_flap() {
        lease.leads("host1_aa", 500, 20_500);
        lease.leads("host2_bb", 37_200, 37_200);
        lease.leads("host3_dd", 54_300, 90_000);

        var measured = run(65_000);

        assertThat(measured)
                .containsEntry("transitions", Measurement.exactly(2, Unit.COUNT))
                .containsEntry("flaps", Measurement.exactly(1, Unit.COUNT));
        assertThat(requireNonNull(measured.get("recovery")).lower()).isGreaterThan(33);
    }

    @Test
    void a_blind_watch_makes_the_bounds_wider_and_is_said() {
        lease.readsFail = true;
        crash("host2_bb", 37_200);
        lease.blindBetween(30_000, 40_000);

        var gap = requireNonNull(run(45_000).get("gap"));

        assertThat(gap.lower()).isLessThanOrEqualTo(16.697);
        assertThat(gap.upper()).isBetween(19.5, 19.51);
        assertThat(happened().details().get("remarks")).contains("blind");
    }

    @Test
    void it_reads_only_while_a_takeover_is_possible() {
        crash("host2_bb", 37_200);
        run(35_000);
        int before = lease.reads;
        loop.sleep(Duration.ofSeconds(3));
        int during = lease.reads - before;
        loop.sleep(Duration.ofSeconds(10));

        assertThat(before).isEqualTo(1);
        assertThat(during).isBetween(330, 400);
        assertThat(lease.reads).isEqualTo(before + during);
    }

    @Test
    void a_holder_is_well_until_its_renew_deadline() {
        lease.leads("host1_aa", 500, 20_500);
        probe.start(seen);
        loop.sleep(Duration.ofMillis(30_400));
        assertThat(probe.healthy()).isTrue();

        loop.sleep(Duration.ofMillis(200));

        assertThat(probe.healthy()).isFalse();
        assertThat(probe.state()).contains("host1_aa").contains("10.1 s ago");
    }

    @Test
    void the_gap_on_the_timeline_begins_with_the_last_sign_of_the_old_holder() {
        crash("host2_bb", 37_200);
        run(45_000);

        var began = seen.of(GapBegan.class).get(0).began();
        assertThat(began.lower()).isLessThanOrEqualTo(20_500 * MS);
        assertThat(began.upper()).isBetween(22_500 * MS, 24_000 * MS);
        assertThat(seen.of(GapEnded.class)).hasSize(1);
        assertThat(probe.gaps(loop.now())).hasSize(1).allMatch(gap -> !gap.open());
    }

    @Test
    void a_leader_that_lived_on_after_the_effect_was_leaderless_only_from_its_own_end() {
        lease.agentOn("cp1");
        lease.leads("host1_aa", 500, 40_500);
        lease.leads("host2_bb", 57_300, 90_000);

        var gap = requireNonNull(run(70_000).get("gap"));

        assertThat(gap.lower()).isBetween(13.0, 16.8);
        assertThat(gap.upper()).isBetween(16.8, 16.82);
    }

    @Test
    void after_a_stop_nothing_more_is_told() {
        crash("host2_bb", 37_200);
        run(30_000);
        probe.stop();
        int told = seen.all.size();
        loop.sleep(Duration.ofSeconds(20));

        assertThat(seen.all).hasSize(told);
    }

    private void crash(String next, long takenOverAt) {
        lease.leads("host1_aa", 500, 20_500);
        lease.leads(next, takenOverAt, 100_000);
    }

    private Map<String, Measurement> run(long untilMillis) {
        loop.sleep(Duration.ofSeconds(1));
        probe.start(seen);
        loop.await(() -> false, untilMillis * MS);
        return probe.measures(EFFECT, loop.now());
    }

    private Happened happened() {
        return seen.of(Happened.class).get(0);
    }
}
