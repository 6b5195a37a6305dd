package dev.lacuna.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rules for the tests of all modules, read from their sources: no module sees the test classes of another. */
final class TestSourcesTest {
    private static final Pattern JUNIT_4 =
            Pattern.compile("\\borg\\.junit\\.(?!jupiter\\.|platform\\.)|\\bjunit\\.framework\\.");

    @Test
    void no_test_uses_junit_4() throws IOException {
        var sources = testSources();

        assertThat(sources).as("test sources of all modules").isNotEmpty();
        assertThat(sources)
                .as("tests that use JUnit 4, which a library may bring along: JUnit 6 never runs them")
                .noneSatisfy(source -> assertThat(imports(source))
                        .anyMatch(line -> JUNIT_4.matcher(line).find()));
    }

    @Test
    void import_of_junit_4_is_recognised() {
        assertThat(JUNIT_4.matcher("import org.junit.Test;").find()).isTrue();
        assertThat(JUNIT_4.matcher("import static org.junit.Assert.assertEquals;")
                        .find())
                .isTrue();
        assertThat(JUNIT_4.matcher("import org.junit.jupiter.api.Test;").find()).isFalse();
    }

    private static List<Path> testSources() throws IOException {
        // Maven runs the tests of a module in the module's folder.
        var top = Path.of("").toAbsolutePath().getParent();
        try (Stream<Path> modules =
                Stream.of("engine", "experiments", "runner").map(module -> top.resolve(module + "/src/test/java"))) {
            return modules.filter(Files::isDirectory)
                    .flatMap(TestSourcesTest::filesBelow)
                    .filter(file -> file.toString().endsWith(".java"))
                    .toList();
        }
    }

    private static Stream<Path> filesBelow(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.toList().stream();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static List<String> imports(Path source) {
        try {
            return Files.readAllLines(source, StandardCharsets.UTF_8).stream()
                    .filter(line -> line.startsWith("import "))
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
