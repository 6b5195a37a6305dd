package dev.lacuna.experiments.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lacuna.engine.scenario.Scenario;
import dev.lacuna.engine.slo.Verdict;
import dev.lacuna.engine.time.LiveLoop;
import java.util.Locale;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class RehearsedLibraryTest {
    static Stream<Arguments> runs() {
        return Rehearsed.library().stream()
                .flatMap(scenario -> LongStream.of(11, 4_242, 77_777)
                        .mapToObj(seed -> Arguments.of(scenario.name(), seed, scenario)));
    }

    @ParameterizedTest(name = "{0} with seed {1}")
    @MethodSource("runs")
    void scenario_is_proved_healed_and_judged(String name, long seed, Scenario scenario) {
        var rehearsed = new Rehearsed(seed);
        var result = rehearsed.run(scenario);

        assertThat(result.leftovers()).isEmpty();
        assertThat(result.verdict()).as(result.reason()).isEqualTo(Verdict.PASS);
        assertThat(rehearsed.cluster.truth().faults()).isEmpty();
        assertThat(rehearsed.cluster.truth().quorumLosses()).isEmpty();
    }

    @ParameterizedTest(name = "{0} with seed {1}")
    @MethodSource("runs")
    void same_seed_gives_the_same_report_to_the_byte(String name, long seed, Scenario scenario) {
        var one = new Rehearsed(seed);
        var other = new Rehearsed(seed);
        one.run(scenario);
        other.run(scenario);

        assertThat(one.report())
                .isEqualTo(other.report())
                .contains("\"rehearsal\": true", "\"name\": \"" + name + "\"");
    }

    /** Prints how fast it is and asserts only what can't depend on the machine: that virtual time was not waited for. */
    @Test
    void rehearsal_takes_less_time_than_what_it_simulates() {
        var scenario = Rehearsed.library().stream()
                .filter(one -> one.name().equals("scheduler-leader-crash"))
                .findFirst()
                .orElseThrow();
        try (var real = new LiveLoop(1)) {
            long simulated = 0;
            long begun = 0;
            for (int seed = 0; seed < 60; seed++) {
                if (seed == 20) {
                    begun = real.now();
                    simulated = 0;
                }
                var rehearsed = new Rehearsed(seed);
                rehearsed.run(scenario);
                simulated += rehearsed.loop.now();
            }
            long took = real.now() - begun;
            System.out.printf(
                    Locale.ROOT,
                    "rehearsal: %.0f simulated seconds in %.2f s: %.0f times real time%n",
                    simulated / 1e9,
                    took / 1e9,
                    (double) simulated / took);
            assertThat(took).isLessThan(simulated);
        }
    }

    @Test
    void another_seed_gives_another_course_of_events() {
        var scenario = Rehearsed.library().get(0);
        var one = new Rehearsed(5);
        var other = new Rehearsed(6);
        one.run(scenario);
        other.run(scenario);

        assertThat(one.report().replace("\"seed\": 5", "\"seed\": 6")).isNotEqualTo(other.report());
    }
}
