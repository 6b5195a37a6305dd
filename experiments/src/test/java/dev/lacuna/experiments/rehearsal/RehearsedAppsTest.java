package dev.lacuna.experiments.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lacuna.engine.fault.FaultException;
import dev.lacuna.engine.run.RunResult;
import dev.lacuna.engine.scenario.Scenario;
import dev.lacuna.engine.slo.Verdict;
import dev.lacuna.experiments.Experiments;
import dev.lacuna.experiments.controlplane.Pod;
import dev.lacuna.experiments.rehearsal.model.AppsModel;
import dev.lacuna.experiments.rehearsal.model.ClusterModel;
import dev.lacuna.experiments.rehearsal.model.OperatorModel;
import dev.lacuna.experiments.rehearsal.model.Range;
import dev.lacuna.experiments.rehearsal.model.ServiceModel;
import dev.lacuna.experiments.rehearsal.model.WorkloadModel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole runs against what runs beside the control plane. */
final class RehearsedAppsTest {
    private static final Duration CALL = Duration.ofSeconds(20);
    private static final String CART = "pods: {namespace: shop, labels: {app: cart}}";
    private static final String CART_PROBE =
            "{name: cart, pods: {namespace: shop, labels: {app: cart}, ready: %d}, every: 250ms}";
    private static final String HTTP_PROBE =
            "{name: shop, http: {url: \"http://cart.shop.example/health\", contains: ok}, every: 100ms}";

    private static Scenario scenario(String experiment, String probes, String slo) {
        var read = Experiments.format().read("test.yaml", """
            apiVersion: lacuna.dev/v1
            kind: Scenario
            metadata: {name: apps}
            spec:
              steadyState: {hold: 2s}
              experiments: [%s]
              probes: [%s]
              slos: [%s]
              safeguards: {maxDuration: 10m}
            """.formatted(experiment, probes, slo));
        assertThat(read.problems()).isEmpty();
        return read.scenarios().get(0);
    }

    private static AppsModel apps(int replicas, int minAvailable, boolean releases) {
        var workload = new WorkloadModel(
                "shop",
                "cart",
                Map.of(),
                replicas,
                Range.millis(1_000, 3_000),
                Range.millis(10, 500),
                minAvailable,
                WorkloadModel.CONTROLLER_MANAGER);
        var operator = new OperatorModel(
                "shop/cart-controller",
                2,
                Duration.ofSeconds(15),
                Duration.ofSeconds(10),
                Duration.ofSeconds(2),
                Range.millis(200, 1_000),
                releases);
        var service = new ServiceModel("http://cart.shop.example/health", "shop/cart", Range.millis(2, 15), 200, "ok");
        return new AppsModel(List.of(workload), List.of(operator), List.of(service));
    }

    private static Rehearsed rehearsed(long seed, AppsModel apps) {
        return new Rehearsed(seed, ClusterModel.standard().with(2, apps));
    }

    private static double seconds(RunResult result, String measure) {
        // A handover that the same host wins by chance is tried again.
        return result.trials().stream()
                .filter(trial -> !trial.again())
                .map(trial -> Optional.ofNullable(trial.measures().get(measure))
                        .orElseThrow()
                        .upper())
                .findFirst()
                .orElseThrow();
    }

    private static List<Pod> pods(Rehearsed rehearsed, String app) {
        return rehearsed.loop.await(rehearsed.cluster.pods("shop", Map.of("app", app)), CALL, "pods");
    }

    private static RunResult passes(Rehearsed rehearsed, Scenario scenario) {
        var result = rehearsed.run(scenario);
        assertThat(result.verdict()).as(result.reason() + " " + result.trials()).isEqualTo(Verdict.PASS);
        assertThat(result.leftovers()).isEmpty();
        assertThat(rehearsed.cluster.truth().faults()).isEmpty();
        return result;
    }

    @ParameterizedTest
    @ValueSource(longs = {3, 44, 555})
    void evicted_pod_is_made_anew_placed_and_ready_within_seconds(long seed) {
        var rehearsed = rehearsed(seed, apps(3, 2, false));
        var before = pods(rehearsed, "cart");

        var result = passes(
                rehearsed,
                scenario(
                        "{name: evict one, kill: {target: {%s, count: 1}, mode: evict}}".formatted(CART),
                        CART_PROBE.formatted(3),
                        "{name: three again, measure: cart.recovery, atMost: 20s}"));

        assertThat(seconds(result, "cart.recovery")).isBetween(1.5, 8.0);
        var after = pods(rehearsed, "cart");
        assertThat(after).hasSize(3).allMatch(Pod::ready);
        assertThat(after)
                .filteredOn(pod -> before.stream().anyMatch(old -> old.uid().equals(pod.uid())))
                .hasSize(2);
    }

    @Test
    void eviction_that_a_disruption_budget_forbids_is_refused_in_the_apis_words() {
        var rehearsed = rehearsed(5, apps(3, 3, false));

        var result = rehearsed.run(scenario(
                "{name: evict one, kill: {target: {%s, count: 1}, mode: evict}}".formatted(CART),
                CART_PROBE.formatted(2),
                "{name: kept, measure: cart.longestGap, atMost: 5s}"));

        assertThat(result.verdict()).isNotEqualTo(Verdict.PASS);
        assertThat(result.reason())
                .contains("was refused: Cannot evict pod as it would violate the pod's disruption budget.");
        assertThat(pods(rehearsed, "cart")).hasSize(3).allMatch(Pod::ready);
    }

    @Test
    void deletion_asks_no_disruption_budget() {
        passes(
                rehearsed(6, apps(3, 3, false)),
                scenario(
                        "{name: delete one, kill: {target: {%s, count: 1}, mode: delete}}".formatted(CART),
                        CART_PROBE.formatted(3),
                        "{name: three again, measure: cart.recovery, atMost: 20s}"));
    }

    @Test
    void pod_that_is_not_the_same_any_more_is_not_removed_in_its_place() {
        var rehearsed = rehearsed(7, apps(3, 0, false));
        var pod = pods(rehearsed, "cart").get(0);
        rehearsed.loop.await(rehearsed.cluster.remove(pod, false), CALL, "remove");
        rehearsed.loop.sleep(Duration.ofSeconds(10));

        assertThatThrownBy(() -> rehearsed.loop.await(rehearsed.cluster.remove(pod, false), CALL, "remove"))
                .isInstanceOf(FaultException.class)
                .hasMessageContaining("is not there any more, so nothing was removed");
    }

    @Test
    void http_is_out_from_the_death_of_the_only_pod_until_its_container_serves_again() {
        var result = passes(
                rehearsed(8, apps(1, 0, false)),
                scenario(
                        "{name: kill, kill: {target: {%s}, signal: KILL}}".formatted(CART),
                        HTTP_PROBE,
                        "{name: back, measure: shop.longestGap, atMost: 20s}"));

        assertThat(seconds(result, "shop.longestGap"))
                .as("restart 0.5 to 1.5 s, start 1 to 3 s, status and endpoints up to 2.3 s")
                .isBetween(1.4, 7.5);
    }

    @Test
    void http_stays_up_when_one_of_three_is_evicted() {
        var result = passes(
                rehearsed(9, apps(3, 2, false)),
                scenario(
                        "{name: evict one, kill: {target: {%s, count: 1}, mode: evict}}".formatted(CART),
                        HTTP_PROBE,
                        "{name: hardly noticed, measure: shop.longestGap, atMost: 2s}"));

        assertThat(seconds(result, "shop.longestGap")).isLessThan(1.8);
    }

    @Test
    void url_that_the_model_does_not_have_is_refused_with_what_to_add() {
        var scenario = scenario(
                "{name: evict one, kill: {target: {%s, count: 1}, mode: evict}}".formatted(CART),
                "{name: shop, http: {url: \"http://other.example/\"}}",
                "{name: up, measure: shop.longestGap, atMost: 2s}");

        var result = rehearsed(9, apps(3, 2, false)).run(scenario);

        assertThat(result.verdict()).isEqualTo(Verdict.ABORTED);
        assertThat(result.reason())
                .contains(
                        "the simulated cluster has nothing at http://other.example/, only at [http://cart.shop.example/health]")
                .contains("services: [{url: \"http://other.example/\", workload: NAMESPACE/NAME}]");
    }

    private static RunResult handover(long seed, String how, boolean releases) {
        return passes(
                rehearsed(seed, apps(3, 2, releases)),
                scenario(
                        "{name: hand over, handover: {election: shop/cart-controller, how: %s}}".formatted(how),
                        "{name: api, api: {through: balancer}}",
                        "{name: led again, measure: election.shop/cart-controller.gap, atMost: 40s}"));
    }

    @Test
    void operator_whose_leader_crashes_is_led_by_another_pod_after_its_lease() {
        assertThat(seconds(handover(11, "crash", false), "election.shop/cart-controller.gap"))
                .isBetween(12.9, 24.0);
    }

    @Test
    void operator_that_keeps_its_lease_hands_over_gracefully_no_faster_than_after_a_crash() {
        assertThat(seconds(handover(12, "graceful", false), "election.shop/cart-controller.gap"))
                .isBetween(12.9, 24.0);
    }

    @Test
    void operator_that_releases_its_lease_hands_over_within_4_5_seconds() {
        assertThat(seconds(handover(13, "graceful", true), "election.shop/cart-controller.gap"))
                .isLessThan(4.6);
    }

    /** Its pod's node has an agent, and so a clock that is known. */
    @Test
    void when_an_operators_leader_last_renewed_is_known_by_the_clock_of_its_node() {
        var trial = handover(13, "graceful", true).trials().stream()
                .filter(one -> !one.again())
                .findFirst()
                .orElseThrow();
        var gaps = Optional.ofNullable(trial.gaps().get("election.shop/cart-controller"))
                .orElseThrow();

        assertThat(gaps).hasSize(1);
        assertThat(gaps.get(0).began().width() / 1e9).isLessThan(2.1);
    }

    @Test
    void operator_hands_over_for_certain() {
        assertThat(seconds(handover(14, "certain", false), "election.shop/cart-controller.gap"))
                .isBetween(12.9, 24.0);
    }

    @Test
    void operator_loses_its_lease_to_a_foreign_holder_and_another_process_takes_it() {
        assertThat(seconds(handover(15, "lease", false), "election.shop/cart-controller.gap"))
                .isBetween(10.0, 26.0);
    }

    @Test
    void same_seed_gives_the_same_report_with_apps() {
        var scenario = scenario(
                "{name: hand over, handover: {election: shop/cart-controller, how: crash}}",
                HTTP_PROBE + ", " + CART_PROBE.formatted(2),
                "{name: led again, measure: election.shop/cart-controller.gap, atMost: 40s}");
        var one = rehearsed(16, apps(3, 2, false));
        var other = rehearsed(16, apps(3, 2, false));
        one.run(scenario);
        other.run(scenario);

        assertThat(one.report()).isEqualTo(other.report());
    }
}
