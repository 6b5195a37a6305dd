package dev.lacuna.experiments.api;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lacuna.engine.fault.FaultException;
import dev.lacuna.engine.probe.Observation;
import dev.lacuna.engine.probe.Probe;
import dev.lacuna.engine.slo.Measurement;
import dev.lacuna.engine.slo.Unit;
import dev.lacuna.engine.time.Interval;
import dev.lacuna.engine.time.VirtualLoop;
import dev.lacuna.experiments.controlplane.ApiInstance;
import dev.lacuna.experiments.controlplane.RequestPath;
import dev.lacuna.experiments.controlplane.RequestPath.Request;
import dev.lacuna.experiments.probe.Connections;
import dev.lacuna.experiments.probe.FakePath;
import dev.lacuna.experiments.probe.NoCluster;
import dev.lacuna.experiments.probe.Seen;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ApiTest {
    private static final Interval EFFECT = new Interval(
            Duration.ofMillis(5_010).toNanos(), Duration.ofMillis(5_020).toNanos());
    private final VirtualLoop loop = new VirtualLoop(7, Instant.EPOCH);
    private final Map<String, FakePath> paths = new LinkedHashMap<>();
    private final Seen seen = new Seen();

    private final NoCluster cluster = new NoCluster() {
        @Override
        public List<ApiInstance> instances() {
            return List.of(new ApiInstance("cp1", "10.0.0.1", 6443), new ApiInstance("cp2", "10.0.0.2", 6443));
        }

        @Override
        public RequestPath path(RequestPath.Description description) {
            return paths.computeIfAbsent(((RequestPath.Api) description).instance(), unused -> new FakePath(loop));
        }
    };

    @Test
    void an_outage_is_known_to_within_one_period_at_each_end() {
        path("").down(ms(5_050), ms(7_350), false);

        var measured = run("balancer", 10_000);

        assertThat(measured)
                .containsEntry("longestGap", seconds(2.2, 2.4))
                .containsEntry("totalGap", seconds(2.2, 2.4));
        assertThat(requireNonNull(measured.get("recovery")).lower())
                .isLessThanOrEqualTo(2.340)
                .isGreaterThan(2.2);
        assertThat(requireNonNull(measured.get("recovery")).upper())
                .isGreaterThanOrEqualTo(2.340)
                .isLessThan(2.45);
    }

    @Test
    void a_path_that_hangs_is_one_outage_for_as_long_as_it_hangs() {
        path("").down(ms(5_050), ms(8_050), true);

        var measured = run("balancer", 12_000);

        assertThat(path("").sent).isEqualTo(120);
        assertThat(measured).containsEntry("longestGap", seconds(2.9, 3.1));
        assertThat(seen.of(Observation.GapBegan.class)).hasSize(1);
        assertThat(seen.of(Observation.GapEnded.class)).hasSize(1);
    }

    @Test
    void without_a_sample_nothing_is_measured_and_nothing_is_well() {
        var probe = api("balancer").on(cluster, loop);

        assertThat(probe.measures(EFFECT, 0)).isEmpty();
        assertThat(probe.healthy()).isFalse();
        assertThat(probe.recovered(EFFECT)).isFalse();
        assertThat(probe.state()).isEqualTo("not started");
    }

    @Test
    void samples_from_before_the_effect_measure_nothing() {
        var probe = started("balancer", 3_000);

        assertThat(probe.measures(EFFECT, loop.now())).isEmpty();
        assertThat(probe.recovered(EFFECT)).isFalse();
    }

    @Test
    void an_outage_of_the_baseline_is_not_the_faults() {
        path("").down(ms(1_050), ms(2_050), false);

        var measured = run("balancer", 9_000);

        assertThat(requireNonNull(measured.get("longestGap")).upper()).isLessThan(0.2);
        assertThat(measured).containsEntry("availability", Measurement.exactly(1, Unit.SHARE));
    }

    @Test
    void an_outage_that_goes_on_has_no_upper_end() {
        path("").down(ms(5_050), ms(99_000), false);

        var measured = run("balancer", 9_000);

        assertThat(requireNonNull(measured.get("longestGap")).upper()).isInfinite();
        assertThat(requireNonNull(measured.get("recovery")).upper()).isInfinite();
    }

    @Test
    void of_several_paths_the_worst_counts_and_each_is_told_by_its_name() {
        path("cp2").down(ms(5_060), ms(6_160), false);

        var measured = run("each", 10_000);

        assertThat(requireNonNull(measured.get("longestGap")).lower()).isGreaterThan(0.9);
        assertThat(requireNonNull(measured.get("availability")).upper()).isBetween(0.7, 0.8);
        assertThat(seen.of(Observation.GapBegan.class))
                .extracting(Observation.GapBegan::probe)
                .containsExactly("probe[cp2]");
        assertThat(seen.of(Observation.Sampled.class))
                .extracting(Observation.Sampled::probe)
                .contains("probe[cp1]", "probe[cp2]");
    }

    @Test
    void a_quantile_is_measured_only_when_there_are_samples_enough() {
        var measured = run("balancer", 9_000);

        assertThat(measured).containsKeys("p50", "p90").doesNotContainKeys("p95", "p99");
        assertThat(requireNonNull(measured.get("p50")).upper()).isBetween(0.003, 0.0031);
    }

    @Test
    void an_instance_that_the_cluster_does_not_have_is_refused_by_name() {
        assertThatThrownBy(() -> api("cp9").on(cluster, loop))
                .isInstanceOf(FaultException.class)
                .hasMessageContaining("cp9")
                .hasMessageContaining("cp1 10.0.0.1:6443, cp2 10.0.0.2:6443");
    }

    @Test
    void a_stopped_probe_lets_go_of_its_path_and_says_no_more() {
        var probe = started("cp1", 1_000);
        probe.stop();
        int told = seen.all.size();

        loop.sleep(ms(3_000));

        assertThat(path("cp1").closed).isTrue();
        assertThat(seen.all).hasSize(told);
    }

    private Map<String, Measurement> run(String through, int millis) {
        return started(through, millis).measures(EFFECT, loop.now());
    }

    private Probe started(String through, int millis) {
        var probe = api(through).on(cluster, loop);
        probe.start(seen);
        loop.sleep(ms(millis - 1));
        return probe;
    }

    private FakePath path(String instance) {
        return paths.computeIfAbsent(instance, unused -> new FakePath(loop));
    }

    private static Api api(String through) {
        return new Api(Seen.head(ms(100), ms(1_000)), new Api.Asked(through, Request.WRITE, Connections.FRESH));
    }

    private static Measurement seconds(double lower, double upper) {
        return new Measurement(lower, upper, Unit.SECONDS);
    }

    private static Duration ms(long millis) {
        return Duration.ofMillis(millis);
    }
}
