package dev.lacuna.experiments.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lacuna.engine.explanation.Outlook;
import dev.lacuna.engine.slo.Statistic;
import dev.lacuna.experiments.rehearsal.model.ClusterModel;
import java.io.IOException;
import org.junit.jupiter.api.Test;

final class ForecastTest extends ForecastScenarios {
    private static final KnownCluster STANDARD = KnownCluster.simulated(ClusterModel.standard());

    @Test
    void same_seed_gives_the_same_forecast_and_another_one_another() throws IOException {
        var scenario = crash("24s");

        var one = new Forecaster(scenario, STANDARD, 17).rehearse(12);

        assertThat(new Forecaster(scenario, STANDARD, 17).rehearse(12)).isEqualTo(one);
        assertThat(new Forecaster(scenario, STANDARD, 18).rehearse(12).slos()).isNotEqualTo(one.slos());
    }

    @Test
    void crash_is_forecast_within_the_timers_bounds_with_its_parts() throws IOException {
        var forecast = new Forecaster(crash("24s"), STANDARD, 3).rehearse(60);

        assertThat(forecast.measured()).isEqualTo(60);
        var gap = forecast.slos().get(0);
        assertThat(gap.values()).hasSize(60).allSatisfy(value -> {
            assertThat(value.lower()).isGreaterThan(12.9);
            assertThat(value.upper()).isLessThan(23.9);
        });
        assertThat(gap.statistic(Statistic.MEDIAN).orElseThrow().lower()).isCloseTo(16.5, within(1.0));
        assertThat(gap.statistic(Statistic.P95)).isPresent();
        assertThat(gap.misses()).isZero();
        assertThat(gap.parts())
                .extracting(Expected.Share::name)
                .containsSubsequence("lease left to run", "retry of the standby");
    }

    @Test
    void share_of_runs_that_would_miss_follows_from_the_trials_of_a_run() throws IOException {
        var one = new Forecaster(crash("16s"), STANDARD, 9).rehearse(60).slos().get(0);
        var five = new Forecaster(
                        scenario(
                                5,
                                CRASH,
                                "{name: scheduling, canary: scheduler, every: 200ms}",
                                GAP.formatted("16s"),
                                "{name: mostly, measure: election.kube-scheduler.gap, statistic: median, atMost: 16s}"),
                        STANDARD,
                        9)
                .rehearse(60)
                .slos();

        double trial = (double) one.missed() / 60;
        assertThat(trial).isStrictlyBetween(0.3, 0.95);
        assertThat(one.misses()).isCloseTo(trial, within(1e-9));
        assertThat(five.get(0).misses()).isCloseTo(1 - Math.pow(1 - trial, 5), within(1e-9));
        assertThat(five.get(1).misses()).isBetween(trial - 0.35, five.get(0).misses());
    }

    @Test
    void bound_below_what_the_timers_need_at_least_is_impossible_and_every_rehearsed_trial_misses_it()
            throws IOException {
        var scenario = crash("10s");

        var outlook = outlooks(scenario, ClusterModel.standard()).get(0);

        assertThat(outlook.chance()).isEqualTo(Outlook.Chance.IMPOSSIBLE);
        assertThat(outlook.warning().orElseThrow())
                .contains(
                        "can't be met by the cluster's own timers",
                        "13..23.8 s",
                        "5/4/1 s",
                        "2 times the lease writes");
        assertThat(misses(scenario, STANDARD)).isEqualTo(1);
    }

    @Test
    void setting_that_is_proposed_keeps_the_bound_when_it_is_rehearsed() throws IOException {
        var scenario = crash("10s");
        var better = model("lease: {duration: 5s, renewDeadline: 4s, retry: 1s}");

        assertThat(outlooks(scenario, ClusterModel.standard())
                        .get(0)
                        .remedy()
                        .orElseThrow()
                        .setting())
                .startsWith("5/4/1 s");
        assertThat(outlooks(scenario, better))
                .singleElement()
                .extracting(Outlook::chance)
                .isEqualTo(Outlook.Chance.KEPT);
        var gap = new Forecaster(scenario, KnownCluster.simulated(better), 22)
                .rehearse(60)
                .slos()
                .get(0);
        assertThat(gap.values()).hasSize(60);
        assertThat(gap.missed() + gap.undecided()).isZero();
    }

    @Test
    void work_of_a_new_leader_is_added_to_the_timers() throws IOException {
        var scenario = scenario(
                1,
                "handover: {election: kube-controller-manager, how: crash}",
                "{name: controllers, canary: controller-manager, every: 500ms}",
                "{name: again, measure: controllers.recovery, atMost: 24s}",
                "{name: firm, measure: election.kube-controller-manager.recovery, atMost: 30s}");

        var outlooks = outlooks(scenario, ClusterModel.standard());

        assertThat(outlooks).extracting(Outlook::chance).containsExactly(Outlook.Chance.OPEN, Outlook.Chance.KEPT);
        assertThat(outlooks.get(0).range().lower()).isCloseTo(14.2, within(1e-9));
        assertThat(outlooks.get(0).range().upper()).isCloseTo(26.8, within(1e-9));
        assertThat(outlooks.get(1).range().upper()).isCloseTo(27.8, within(1e-9));
    }

    @Test
    void what_has_no_simulation_is_left_out_with_its_reason() throws IOException {
        var forecast = new Forecaster(
                        scenario(
                                1,
                                CRASH,
                                "{name: shop, http: {url: 'http://shop.example/'}}",
                                GAP.formatted("24s"),
                                "{name: shop stays, measure: shop.longestGap, atMost: 1s}"),
                        STANDARD,
                        1)
                .rehearse(3);

        assertThat(forecast.slos()).hasSize(1);
        assertThat(forecast.leftOut())
                .containsExactly(
                        "probe `shop`: the simulated cluster has nothing at this URL; the key services of its model may name it");
    }

    @Test
    void pods_and_urls_of_the_model_are_forecast() throws IOException {
        var model = model("""
                workloads: [{namespace: shop, name: cart, replicas: 1}]
                services: [{url: 'http://shop.example/', workload: shop/cart}]
                """);

        var forecast = new Forecaster(
                        scenario(
                                1,
                                "kill: {target: {pods: {namespace: shop, labels: {app: cart}}}, mode: evict}",
                                "{name: shop, http: {url: 'http://shop.example/'}}",
                                "{name: shop is back, measure: shop.longestGap, atMost: 30s}"),
                        KnownCluster.simulated(model),
                        1)
                .rehearse(20);

        assertThat(forecast.leftOut()).isEmpty();
        assertThat(forecast.measured()).isEqualTo(20);
        assertThat(forecast.slos().get(0).misses()).isZero();
    }

    @Test
    void fault_that_has_no_simulation_gets_no_forecast_and_says_why() throws IOException {
        var forecast = new Forecaster(
                        scenario(
                                1,
                                "kill: {target: {leader: cart-controller}}",
                                "{name: api, api: {}}",
                                "{name: api, measure: api.longestGap, atMost: 1s}"),
                        STANDARD,
                        1)
                .rehearse(200);

        assertThat(forecast.none().orElseThrow()).contains("there is no election `cart-controller`");
        assertThat(forecast.measured()).isZero();
    }

    @Test
    void too_few_trials_give_no_p95() throws IOException {
        var gap = new Forecaster(crash("24s"), STANDARD, 2).rehearse(6).slos().get(0);

        assertThat(gap.statistic(Statistic.MEDIAN)).isPresent();
        assertThat(gap.statistic(Statistic.P95)).isEmpty();
    }
}
