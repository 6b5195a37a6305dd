package dev.lacuna.engine.scenario.format;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** The scenario files under {@code src/test/resources/scenarios}; beside each bad one stand its problems. */
record Corpus(Path file) {
    static final List<String> BAD = List.of("bad", "beyond-schema", "not-yaml");

    static List<Corpus> of(String folder) {
        try (var files = Files.list(root().resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .map(Corpus::new)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path root() {
        try {
            return Path.of(Corpus.class.getResource("/scenarios").toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    String name() {
        return file.getFileName().toString();
    }

    byte[] bytes() {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> expected() {
        try {
            return Files.readAllLines(
                    file.resolveSibling(name().replace(".yaml", ".problems")), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ReadResult read() {
        return Toys.FORMAT.read(name(), bytes());
    }

    @Override
    public String toString() {
        return Objects.requireNonNull(file.getParent()).getFileName() + "/" + name();
    }
}
