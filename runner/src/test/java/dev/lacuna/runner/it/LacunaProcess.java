package dev.lacuna.runner.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lacuna.runner.Lacuna;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The program as a process of its own. What it says is kept in a file, so that it never waits for a reader. */
record LacunaProcess(Process process, Path log) {

    /** Starts it in the project's top folder, with no variables but those that are given, {@code PATH} and {@code HOME}. */
    static LacunaProcess start(Path log, Map<String, String> variables, List<String> words) {
        // Whoever runs these tests in the background has SIGINT ignored, and children inherit that.
        List<String> command = new ArrayList<>(List.of(
                "env",
                "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx128m",
                "-cp",
                classPath(),
                Lacuna.class.getName()));
        command.addAll(words);
        var builder = new ProcessBuilder(command)
                .directory(top().toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().keySet().retainAll(List.of("PATH", "HOME"));
        builder.environment().putAll(variables);
        try {
            var process = builder.start();
            process.getOutputStream().close();
            return new LacunaProcess(process, log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Without this module's test classes: the program's own logging counts. */
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> !entry.contains("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Maven runs the tests of a module in the module's folder. */
    static Path top() {
        return Path.of("").toAbsolutePath().getParent();
    }

    String said() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The exit code; a program that goes on for longer is killed and fails the test. */
    int exit(Duration atMost) {
        try {
            boolean ended = process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                process.destroyForcibly();
            }
            assertThat(ended).as("ended within %s: %s", atMost, said()).isTrue();
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the program", e);
        }
    }

    /** @param name such as TERM or KILL */
    void signal(String name) {
        Call.orFail(List.of("kill", "-" + name, Long.toString(process.pid())));
    }
}
