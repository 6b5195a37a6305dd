package dev.lacuna.experiments.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lacuna.engine.run.RunResult;
import dev.lacuna.engine.scenario.Scenario;
import dev.lacuna.engine.slo.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The runner under its own chaos. {@code -Dlacuna.troubled=10000} makes more runs of it, {@code -Dlacuna.troubled.first=4711} begins with that seed; a seed that breaks a promise is
 * named in the failure, and {@code -Dlacuna.troubled=1 -Dlacuna.troubled.first=SEED} repeats it.
 */
final class TroubledRunsTest {
    /** The agent's lease of 15 s, its look once a second, and what a command on its way may add. */
    private static final Duration PROMISED = Duration.ofSeconds(20);

    private static final int USUAL = 300;
    private static final List<Troubles.Kind> DRAWN =
            List.of(Troubles.Kind.FAIL, Troubles.Kind.ANSWER_LOST, Troubles.Kind.LATE, Troubles.Kind.HANG);
    private final List<Scenario> library = Rehearsed.library();
    private final Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);

    @Test
    void nothing_is_left_and_nothing_is_claimed_whatever_goes_wrong() {
        long first = Long.getLong("lacuna.troubled.first", 1);
        int count = Integer.getInteger("lacuna.troubled", USUAL);
        List<String> broken = new ArrayList<>();
        for (long seed = first; seed < first + count; seed++) {
            broken.addAll(troubled(seed));
        }
        System.out.println("troubled runs: " + count + ", verdicts " + verdicts);
        assertThat(broken).isEmpty();
        assertThat(count < USUAL || verdicts.size() >= 3)
                .as("runs end in several ways, so the moments are drawn from all of a run: " + verdicts)
                .isTrue();
    }

    @Test
    void runner_that_believes_in_healing_and_does_not_heal_is_found() {
        List<String> broken = new ArrayList<>();
        for (long seed = 1; seed <= 50 && broken.isEmpty(); seed++) {
            var rehearsed = new Rehearsed(seed);
            var scenario = library.get((int) (seed % library.size()));
            var lies = new Troubles(Troubles.Kind.LIE, 0, Long.MAX_VALUE, rehearsed.loop);
            check(rehearsed, rehearsed.run(scenario, lies::around), broken, scenario.name());
        }

        assertThat(broken).anyMatch(text -> text.contains("the run says that nothing is left"));
    }

    private List<String> troubled(long seed) {
        var rehearsed = new Rehearsed(seed);
        var chance = rehearsed.loop.random("trouble");
        var scenario = library.get(chance.nextInt(library.size()));
        long moment = (long) (chance.nextDouble() * 45e9);
        int kinds = DRAWN.size();
        int kind = chance.nextInt(kinds + 2);
        List<String> broken = new ArrayList<>();
        RunResult result;
        String what = scenario.name() + ", seed " + seed + ", at " + moment / 1_000_000 + " ms";
        if (kind < kinds) {
            long length = (long) (chance.nextDouble() * 60e9);
            var trouble = DRAWN.get(kind);
            what += ", calls " + trouble + " for " + length / 1_000_000 + " ms";
            var troubles = new Troubles(trouble, moment, moment + length, rehearsed.loop);
            result = rehearsed.run(scenario, troubles::around);
        } else if (kind == kinds) {
            what += ", stopped";
            rehearsed.loop.at(moment, () -> rehearsed.signal.raise("SIGTERM", rehearsed.loop));
            result = rehearsed.run(scenario);
        } else {
            what += ", runner dead";
            result = dead(rehearsed, scenario, moment, broken, what);
        }
        check(rehearsed, result, broken, what);
        return broken;
    }

    /** Seen from the cluster the runner is dead: no word of it arrives, and none is heard any more. */
    private static RunResult dead(
            Rehearsed rehearsed, Scenario scenario, long moment, List<String> broken, String what) {
        var truth = rehearsed.cluster.truth();
        rehearsed.loop.at(moment, truth::runnerDies);
        rehearsed.loop.at(moment + PROMISED.toNanos(), () -> {
            if (!truth.faults().isEmpty()) {
                broken.add(what + ": " + PROMISED.toSeconds() + " s later there is still " + truth.faults());
            }
        });
        var silence = new Troubles(Troubles.Kind.HANG, moment, Long.MAX_VALUE, rehearsed.loop);
        return rehearsed.run(scenario, silence::around);
    }

    private void check(Rehearsed rehearsed, RunResult result, List<String> broken, String what) {
        verdicts.merge(result.verdict(), 1, Integer::sum);
        var early = rehearsed.cluster.truth().faults();
        if (result.leftovers().isEmpty() && !early.isEmpty()) {
            broken.add(what + ": the run says that nothing is left, and there is " + early);
        }
        rehearsed.cluster.close();
        rehearsed.loop.sleep(PROMISED);
        var truth = rehearsed.cluster.truth();
        if (!truth.faults().isEmpty()) {
            broken.add(what + ": left " + truth.faults() + " after " + result.verdict() + " " + result.reason());
        }
        if (!truth.quorumLosses().isEmpty()) {
            broken.add(what + ": etcd lost its quorum at " + truth.quorumLosses());
        }
        boolean proved = result.trials().stream()
                .flatMap(trial -> trial.experiments().stream())
                .anyMatch(experiment ->
                        experiment.proof().filter(proof -> proof.held()).isPresent());
        if (result.verdict() == Verdict.PASS && !proved) {
            broken.add(what + ": PASS without a proof");
        }
        if (rehearsed.journal().isEmpty()) {
            broken.add(what + ": the journal says nothing");
        }
    }
}
