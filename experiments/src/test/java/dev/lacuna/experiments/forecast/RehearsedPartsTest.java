package dev.lacuna.experiments.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lacuna.experiments.rehearsal.model.ClusterModel;
import java.io.IOException;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Where the time of rehearsed recoveries goes. */
final class RehearsedPartsTest extends ForecastScenarios {
    @Test
    void parts_of_each_rehearsed_trial_add_up_to_its_recovery() throws IOException {
        var rehearsals = new Rehearsals(
                scenario(
                        1,
                        CRASH,
                        "{name: scheduling, canary: scheduler, every: 200ms}",
                        "{name: again, measure: scheduling.recovery, atMost: 25s}"),
                ClusterModel.standard(),
                4);
        rehearsals.rehearse(25);

        assertThat(rehearsals.seen())
                .hasSize(25)
                .allSatisfy(seen -> assertThat(seen.breakdowns())
                        .containsKeys(
                                "election.kube-scheduler.gap",
                                "election.kube-scheduler.recovery",
                                "scheduling.recovery")
                        .allSatisfy((measure, breakdown) -> {
                            var measured = Objects.requireNonNull(
                                    seen.trial().measures().get(measure));
                            assertMeasured(breakdown, measured);
                            long lower = lower(breakdown);
                            long upper = upper(breakdown);
                            assertThat(lower)
                                    .isLessThanOrEqualTo(breakdown.whole().upper());
                            assertThat(upper)
                                    .isGreaterThanOrEqualTo(breakdown.whole().lower());
                            assertThat((lower + upper) / 2e9)
                                    .isCloseTo((measured.lower() + measured.upper()) / 2, within(0.2));
                        }));
    }

    @Test
    void lease_left_to_run_is_known_to_within_some_milliseconds() throws IOException {
        var rehearsals = new Rehearsals(crash("24s"), ClusterModel.standard(), 8);
        rehearsals.rehearse(20);

        assertThat(rehearsals.seen().stream()
                        .flatMap(seen -> seen.breakdowns().values().stream())
                        .flatMap(breakdown -> breakdown.parts().stream())
                        .filter(part -> part.name().equals("lease left to run"))
                        .toList())
                .isNotEmpty()
                .allSatisfy(part -> {
                    assertThat(part.length().lower()).isGreaterThan(12_900_000_000L);
                    assertThat(part.length().upper()).isLessThan(15_050_000_000L);
                    assertThat(part.length().width()).isLessThan(60_000_000L);
                });
    }

    @Test
    void api_server_s_recovery_is_divided_into_its_restart_and_its_start() throws IOException {
        var rehearsals = new Rehearsals(
                scenario(
                        1,
                        "kill: {target: {component: kube-apiserver, random: one}, signal: KILL}",
                        "{name: servers, api: {through: each}, every: 250ms, timeout: 1s}",
                        "{name: back, measure: servers.recovery, atMost: 60s}"),
                ClusterModel.standard(),
                6);
        rehearsals.rehearse(5);

        assertThat(rehearsals.seen()).hasSize(5).allSatisfy(seen -> {
            var parts = Objects.requireNonNull(seen.breakdowns().get("servers.recovery"))
                    .parts();
            assertThat(parts)
                    .extracting(part -> part.name())
                    .containsExactly("restart by the kubelet", "start until it answers well");
            assertThat(parts.get(0).length().upper()).isBetween(500_000_000L, 2_600_000_000L);
        });
    }
}
