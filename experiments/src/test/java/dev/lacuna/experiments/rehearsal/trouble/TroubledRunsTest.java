package dev.lacuna.experiments.rehearsal.trouble;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The runner under its own chaos (docs/rehearsal.md). {@code bench/troubled-runs} makes more of these runs, and repeats one. */
final class TroubledRunsTest {
    private static final int USUAL = 2_000;
    private static final int FOUND_WITHIN = 1_000;

    @Test
    void every_promise_is_kept_whatever_goes_wrong() {
        long first = Long.getLong("lacuna.troubled.first", 1);
        long count = Long.getLong("lacuna.troubled", USUAL);
        int jobs = Integer.getInteger("lacuna.troubled.jobs", 1);
        var without = System.getProperty("lacuna.troubled.without", "");
        var troubled = new Troubled(Plant.NONE);
        if (!without.isEmpty()) {
            var account = TroubledRun.of(troubled.reduced(first, Arrays.asList(without.split(","))), Plant.NONE);
            System.out.println(Trace.of(account));
            assertThat(account.broken).isEmpty();
            return;
        }
        troubled.run(first, count, jobs);
        System.out.println(troubled.tally.text());
        if (count == 1) {
            System.out.println(Trace.of(TroubledRun.of(troubled.reduced(first, List.of()), Plant.NONE)));
        }
        assertThat(troubled.firstFailure()).isEmpty();
        if (count >= USUAL) {
            assertThat(troubled.tally.verdicts())
                    .as("ways in which runs ended")
                    .containsKeys("PASS", "FAIL", "INCONCLUSIVE", "ABORTED", "killed");
            assertThat(troubled.tally.byFault()).as("faults").containsKeys("kill", "handover", "network");
            assertThat(troubled.tally.byTrouble()).as("troubles").hasSize(Trouble.Kind.values().length + 1);
        }
    }

    static List<Arguments> bugs() {
        return List.of(
                Arguments.of("healing is skipped on a timeout", Plants.HEALING_SKIPPED_ON_TIMEOUT, "is healed"),
                Arguments.of("the quorum guard counts one too few", Plants.QUORUM_OFF_BY_ONE, "quorum"),
                Arguments.of("a probe without data passes", Plants.PASS_ON_NO_DATA, "without data"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bugs")
    void planted_bug_is_found(String bug, Plant plant, String promise) {
        var troubled = new Troubled(plant);
        for (long seed = 1; seed <= FOUND_WITHIN; seed++) {
            var account = TroubledRun.of(troubled.reduced(seed, List.of()), plant);
            if (account.broken.stream().anyMatch(text -> text.contains(promise))) {
                System.out.println("planted bug `" + bug + "` is found at seed " + seed + ": " + account.broken.get(0));
                troubled.broken.put(seed, account);
                assertThat(troubled.firstFailure().orElseThrow())
                        .contains("made again and broken again", "BROKEN: ", "repeat it: bench/troubled-runs");
                assertThat(Trace.shortest(account).lines().toList())
                        .hasSizeLessThan((int) Trace.of(account).lines().count());
                return;
            }
        }
        assertThat(bug).as("found within " + FOUND_WITHIN + " runs").isNull();
    }

    @Test
    void same_seed_makes_the_same_run() {
        var troubled = new Troubled(Plant.NONE);
        for (long seed = 1; seed <= 20; seed++) {
            String once = Trace.of(TroubledRun.of(troubled.reduced(seed, List.of()), Plant.NONE));
            String again = Trace.of(TroubledRun.of(troubled.reduced(seed, List.of()), Plant.NONE));
            assertThat(again).isEqualTo(once);
        }
    }
}
