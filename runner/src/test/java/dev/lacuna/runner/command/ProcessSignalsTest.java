package dev.lacuna.runner.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class ProcessSignalsTest {

    @Test
    void each_signal_is_told_and_the_process_goes_on() throws Exception {
        var told = new ArrayBlockingQueue<String>(4);
        var watch = new ProcessSignals().watch(told::add);
        try {
            for (String name : new String[] {"TERM", "INT", "TERM"}) {
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
}
