package dev.lacuna.engine.scenario.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever a file holds, reading it ends in scenarios or in problems, soon. {@code -Dlacuna.mutations=1000000} tries more of them. */
final class MutatedScenariosTest {
    private static final int MUTATIONS = Integer.getInteger("lacuna.mutations", 10_000);
    /** Of the files that are hostile in one way: as large as can be only where there is time. */
    private static final int SIZE = MUTATIONS > 10_000 ? 1 << 20 : 1 << 17;
    /** Of the thread's processor time, which doesn't count what else the machine does. */
    private static final long LONGEST_NANOS = 1_000_000_000;

    private long slowestNanos;
    private long slowestSeed;
    private final Mutation mutation = new Mutation(Stream.concat(Stream.of("good"), Corpus.BAD.stream())
            .flatMap(folder -> Corpus.of(folder).stream())
            .map(Corpus::bytes)
            .toList());

    @Test
    void a_mutated_file_is_read_or_refused_and_never_takes_a_second() {
        int taken = 0;
        for (long seed = 0; seed < MUTATIONS; seed++) {
            taken += read(seed).valid() ? 1 : 0;
        }
        assertThat(taken).isBetween(1, MUTATIONS - 1);
        System.out.printf(
                "%,d mutations, %,d of them taken; the slowest, of seed %d, took %d ms of processor time%n",
                MUTATIONS, taken, slowestSeed, slowestNanos / 1_000_000);
    }

    private ReadResult read(long seed) {
        var file = mutation.of(seed);
        long before = processorTime();
        try {
            var result = Toys.FORMAT.read("mutation-" + seed + ".yaml", file);
            long taken = processorTime() - before;
            assertThat(taken)
                    .as("nanoseconds for the mutation of seed %d", seed)
                    .isLessThan(LONGEST_NANOS);
            if (taken > slowestNanos) {
                slowestNanos = taken;
                slowestSeed = seed;
            }
            assertThat(result.scenarios().isEmpty())
                    .as("no scenarios, of seed %d", seed)
                    .isEqualTo(!result.valid());
            return result;
        } catch (RuntimeException | StackOverflowError e) {
            return fail("the mutation of seed " + seed + " was neither read nor refused", e);
        }
    }

    @Test
    void large_files_that_are_hostile_in_one_way_never_take_a_second() {
        var slow = new ArrayList<String>();
        for (var part : HOSTILE) {
            for (var around : List.of(
                    "%s", "a: %s", "spec: {%s", "a: \"%s\"", "a: '%s'", "a: |\n  %s", "metadata: {labels: {%s}}")) {
                var text = around.formatted(part.repeat((SIZE - 64) / part.length()));
                long before = processorTime();
                var result = Toys.FORMAT.read("hostile.yaml", text);
                if (processorTime() - before > LONGEST_NANOS) {
                    slow.add(around + " of " + part);
                }
                assertThat(result.valid()).isFalse();
                assertThat(result.problems()).hasSizeLessThanOrEqualTo(101);
            }
        }
        assertThat(slow).isEmpty();
    }

    private static final List<String> HOSTILE = List.of(
            "[",
            "{",
            "{a: ",
            "- ",
            "? ",
            "a: ",
            "a: b\n",
            "a:\n",
            "\n",
            " ",
            "#",
            "# \n",
            "---\n",
            "x",
            "x ",
            "x\n  ",
            "&a ",
            "*a ",
            "!",
            "!!str ",
            "%",
            "%YAML 1.1\n",
            "\"",
            "'",
            "''",
            "\\\\",
            "[],",
            "{},",
            "x, ",
            "a: 1, ",
            "\t",
            ",",
            ":",
            "::",
            "|\n",
            ">\n",
            "🙂",
            "\u0085",
            "\u2028\n",
            "a: [",
            "- - ",
            "? a\n",
            "---\nspec: {a: b}\n");

    private static long processorTime() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
