package dev.lacuna.runner.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProcessSignalsTest {

    @ParameterizedTest
    @CsvSource({"TERM, 15", "INT, 2"})
    void each_signal_is_told_and_the_process_goes_on(String name, int number) throws Exception {
        assumeThat(ignoredFromTheStart(number))
                .as("a shell without job control starts what it puts into the background with SIGINT ignored")
                .isFalse();
        var told = new ArrayBlockingQueue<String>(4);
        var watch = new ProcessSignals().watch(told::add);
        try {
            for (int time = 0; time < 2; time++) {
                var kill = new ProcessBuilder(
                                "kill",
                                "-" + name,
                                String.valueOf(ProcessHandle.current().pid()))
                        .start();
                assertThat(kill.waitFor(10, TimeUnit.SECONDS)).isTrue();
                assertThat(told.poll(10, TimeUnit.SECONDS)).isEqualTo("SIG" + name);
            }
        } finally {
            watch.close();
        }
    }

    /** Java leaves such a signal ignored; it is told nobody. */
    private static boolean ignoredFromTheStart(int number) throws IOException {
        try (var lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("SigIgn:"))
                    .mapToLong(line -> HexFormat.fromHexDigitsToLong(
                            line.substring("SigIgn:".length()).strip()))
                    .anyMatch(mask -> (mask >> (number - 1) & 1) == 1);
        }
    }
}
