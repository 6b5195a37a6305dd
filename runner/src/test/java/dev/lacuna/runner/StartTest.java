package dev.lacuna.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real process: what a start loads is what it costs. */
final class StartTest {

    @ParameterizedTest
    @ValueSource(strings = {"--version", "--help", "validate --help", "validate no-such-file.yaml"})
    void start_loads_nothing_heavy(String words) throws IOException, InterruptedException {
        var loaded = classesOf(words);

        assertThat(loaded).anyMatch(line -> line.contains(" dev.lacuna.runner.Lacuna "));
        assertThat(loaded)
                .noneMatch(line -> line.contains(" okhttp3.")
                        || line.contains(" io.kubernetes.")
                        || line.contains(" ch.qos.logback.")
                        || line.contains(" org.bouncycastle.")
                        || line.contains(" com.google.gson.Gson "));
    }

    private static List<String> classesOf(String words) throws IOException, InterruptedException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command = Stream.concat(
                        Stream.of(
                                java,
                                "-Xlog:class+load",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "dev.lacuna.runner.Lacuna"),
                        Stream.of(words.split(" ", -1)))
                .toList();
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(process.waitFor()).isIn(0, 2);
        return lines;
    }
}
