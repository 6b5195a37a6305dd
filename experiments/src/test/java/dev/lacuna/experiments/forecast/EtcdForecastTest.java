package dev.lacuna.experiments.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lacuna.engine.explanation.Breakdown;
import dev.lacuna.engine.explanation.Outlook;
import dev.lacuna.engine.explanation.Part;
import dev.lacuna.engine.scenario.Scenario;
import dev.lacuna.experiments.rehearsal.model.ClusterModel;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What is said of etcd's leader, killed or cut off: before, by its timers, and afterwards, by what was seen. */
final class EtcdForecastTest extends ForecastScenarios {
    private static final String KILL = "kill: {target: {leader: etcd}, signal: KILL}";
    private static final String CUT =
            "for: 20s, network: {partition: all, from: {leader: etcd}, to: {component: etcd}, ports: [2379, 2380]}";
    private static final String ELECTION = "election timeout of etcd's followers, and their vote";

    private Scenario scenario(String fault, String measure, String allowed) throws IOException {
        return scenario(
                1,
                fault,
                "{name: writes, api: {through: balancer, request: write, connection: fresh}, every: 100ms, timeout: 2s},"
                        + " {name: servers, api: {through: each, connection: fresh}, every: 250ms, timeout: 2s}",
                "{name: no writes, measure: %s, atMost: %s}".formatted(measure, allowed));
    }

    @Test
    void timers_bound_when_writes_go_on_after_a_kill_and_after_a_cut() throws IOException {
        for (String fault : List.of(KILL, CUT)) {
            assertThat(outlooks(scenario(fault, "writes.recovery", "3s"), ClusterModel.standard()))
                    .singleElement()
                    .satisfies(outlook -> {
                        assertThat(outlook.chance()).isEqualTo(Outlook.Chance.KEPT);
                        assertThat(outlook.range().lower()).isCloseTo(0.8, within(1e-9));
                        assertThat(outlook.range().upper()).isCloseTo(1.9, within(1e-9));
                        assertThat(outlook.source()).contains("as in the members' command line");
                    });
        }
    }

    @Test
    void request_may_wait_for_the_next_leader_as_long_as_its_probe_does() throws IOException {
        assertThat(outlooks(scenario(KILL, "writes.longestGap", "1s"), ClusterModel.standard()))
                .singleElement()
                .satisfies(outlook -> {
                    assertThat(outlook.chance()).isEqualTo(Outlook.Chance.OPEN);
                    assertThat(outlook.range().lower()).isZero();
                    assertThat(outlook.formula()).endsWith("less up to 2 s that a request may wait for its answer");
                    assertThat(outlook.remedy().orElseThrow().setting())
                            .isEqualTo("--heartbeat-interval=40 --election-timeout=440");
                });
    }

    @Test
    void no_timer_of_etcd_bounds_the_restart_of_the_member() throws IOException {
        assertThat(outlooks(scenario(KILL, "servers.recovery", "60s"), ClusterModel.standard()))
                .isEmpty();
    }

    @Test
    void bound_below_what_slow_timers_need_is_impossible_and_every_rehearsed_trial_misses_it() throws IOException {
        var scenario = scenario(KILL, "writes.longestGap", "3s");
        var slow = model("etcd: {heartbeat: 1s, election: 10s}");

        assertThat(outlooks(scenario, slow)).singleElement().satisfies(outlook -> {
            assertThat(outlook.chance()).isEqualTo(Outlook.Chance.IMPOSSIBLE);
            assertThat(outlook.range().lower()).isCloseTo(6, within(1e-9));
            assertThat(outlook.range().upper()).isCloseTo(19, within(1e-9));
            assertThat(outlook.warning().orElseThrow())
                    .contains("can't be met", "--heartbeat-interval=150 --election-timeout=1500");
        });
        assertThat(misses(scenario, KnownCluster.simulated(slow))).isEqualTo(1);
    }

    @Test
    void time_without_writes_is_divided_into_the_election_the_first_commit_and_what_was_lost() throws IOException {
        for (String fault : List.of(KILL, CUT)) {
            var rehearsals = new Rehearsals(scenario(fault, "writes.recovery", "15s"), ClusterModel.standard(), 7);
            rehearsals.rehearse(20);

            assertThat(rehearsals.seen()).hasSize(20).allSatisfy(seen -> {
                var breakdown = Objects.requireNonNull(seen.breakdowns().get("writes.recovery"));
                var measured = Objects.requireNonNull(seen.trial().measures().get("writes.recovery"));
                assertMeasured(breakdown, measured);
                assertThat(breakdown.parts())
                        .extracting(Part::name)
                        .startsWith(ELECTION, "the next leader's first commit");
                assertThat(breakdown.parts().get(0).length().lower()).isLessThan(1_900_000_000L);
                assertThat(breakdown.parts().get(0).length().upper()).isGreaterThan(800_000_000L);
                addsUp(breakdown);
            });
        }
    }

    @Test
    void gap_of_writes_is_the_election_as_far_as_requests_could_not_wait_for_it() throws IOException {
        var rehearsals = new Rehearsals(scenario(KILL, "writes.longestGap", "15s"), ClusterModel.standard(), 8);
        rehearsals.rehearse(20);

        var told = rehearsals.seen().stream()
                .flatMap(seen -> seen.breakdowns().values().stream())
                .filter(breakdown -> breakdown.measure().equals("writes.longestGap"))
                .toList();
        assertThat(told).hasSizeGreaterThan(10).allSatisfy(breakdown -> {
            assertThat(breakdown.parts().get(0).name()).isEqualTo(ELECTION);
            addsUp(breakdown);
        });
    }

    private static void addsUp(Breakdown breakdown) {
        long lower = lower(breakdown);
        long upper = upper(breakdown);
        assertThat(lower).isLessThanOrEqualTo(breakdown.whole().lower());
        assertThat(upper).isGreaterThanOrEqualTo(breakdown.whole().upper());
    }

    @Test
    void member_that_was_killed_has_its_own_restart_in_the_recovery_of_its_server() throws IOException {
        var rehearsals = new Rehearsals(scenario(KILL, "servers.recovery", "60s"), ClusterModel.standard(), 9);
        rehearsals.rehearse(5);

        assertThat(rehearsals.seen())
                .hasSize(5)
                .allSatisfy(seen -> assertThat(
                                Objects.requireNonNull(seen.breakdowns().get("servers.recovery"))
                                        .parts())
                        .extracting(Part::name)
                        .containsExactly("restart by the kubelet", "start until it answers well"));
    }
}
