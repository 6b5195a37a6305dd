package dev.lacuna.experiments.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lacuna.engine.run.TrialResult;
import dev.lacuna.engine.scenario.Scenario;
import dev.lacuna.engine.slo.Measurement;
import dev.lacuna.engine.time.Interval;
import dev.lacuna.experiments.Experiments;
import dev.lacuna.experiments.rehearsal.lease.Leases;
import dev.lacuna.experiments.rehearsal.model.ClusterModel;
import dev.lacuna.experiments.rehearsal.model.ClusterModelFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a run measures where no two machines agree on the time, held against what the simulated cluster did. */
final class SkewedClocksTest {
    /** A leader that releases its lease does so before its process is gone, by its way out. */
    private static final long WAY_OUT = 5_000_000_000L;

    @TempDir
    Path folder;

    static Stream<Arguments> handovers() {
        return Stream.of(
                        Arguments.of("kube-scheduler", "crash"),
                        Arguments.of("kube-scheduler", "graceful"),
                        Arguments.of("kube-controller-manager", "certain"),
                        Arguments.of("kube-scheduler", "lease"))
                .flatMap(way -> Stream.of("0ms", "3s..9s", "13s..25s")
                        .flatMap(skew -> LongStream.rangeClosed(1, 9)
                                .mapToObj(seed -> Arguments.of(way.get()[0], way.get()[1], skew, seed))));
    }

    @ParameterizedTest(name = "{0} {1}, clocks off by {2}, seed {3}")
    @MethodSource("handovers")
    void gap_contains_the_true_one_and_is_as_narrow_as_with_equal_clocks(
            String election, String how, String skew, long seed) throws IOException {
        var rehearsed = new Rehearsed(seed, model("node: {clockSkew: " + skew + "}\n"));
        // As if another experiment of the trial had needed them: without agents no node's clock is known.
        rehearsed.loop.await(
                rehearsed.cluster.agents(Set.of("cp1", "cp2", "cp3"), Set.of()), Duration.ofSeconds(9), "agents");
        var result = rehearsed.run(scenario(election, how));

        var trial = result.trials().stream()
                .filter(one -> !one.measures().isEmpty())
                .findFirst()
                .orElseThrow(() -> new AssertionError(result.reason()));
        var gap = measured(trial, "election." + election + ".gap");
        double truth = truth(rehearsed.cluster.truth(), election, how, trial) / 1e9;
        assertThat(truth).isBetween(gap.lower(), gap.upper());
        assertThat(gap.upper() - gap.lower()).isLessThan(0.060);
    }

    private static Measurement measured(TrialResult trial, String measure) {
        return Optional.ofNullable(trial.measures().get(measure)).orElseThrow();
    }

    /** From the old leader's end, which the trial's effect has to contain, to the moment from which on another one leads. */
    private static long truth(Truth truth, String election, String how, TrialResult trial) {
        var effect = trial.effect().orElseThrow();
        long ended = how.equals("lease")
                ? truth.holders(election).stream()
                        .filter(held -> held.holder().startsWith("lacuna-nobody"))
                        .mapToLong(Leases.Held::since)
                        .filter(moment -> contains(effect, moment))
                        .findFirst()
                        .orElseThrow()
                : truth.halts(election).stream()
                        .mapToLong(moment -> moment)
                        .filter(moment -> contains(effect, moment))
                        .findFirst()
                        .orElseThrow();
        long from = how.equals("graceful") ? ended - WAY_OUT : ended;
        long followed = truth.holders(election).stream()
                .skip(1)
                .filter(held -> held.since() > from && held.holder().startsWith("cp"))
                .findFirst()
                .orElseThrow()
                .since();
        return Math.max(0, followed - ended);
    }

    private static boolean contains(Interval bounds, long moment) {
        return moment >= bounds.lower() && moment <= bounds.upper();
    }

    private static ClusterModel model(String yaml) {
        return ClusterModelFile.read("model.yaml", yaml.getBytes(StandardCharsets.UTF_8))
                .model()
                .orElseThrow();
    }

    private Scenario scenario(String election, String how) throws IOException {
        var file = Files.writeString(folder.resolve("handover.yaml"), """
            apiVersion: lacuna.dev/v1
            kind: Scenario
            metadata: {name: skewed}
            spec:
              steadyState: {hold: 1s}
              experiments:
                - name: another leader
                  handover: {election: %s, how: %s}
              probes: []
              slos:
                - {name: leaderless, measure: election.%s.gap, atMost: 30s}
            """.formatted(election, how, election));
        return Experiments.format().read(file).scenarios().get(0);
    }
}
