package dev.lacuna.runner.command;

import dev.lacuna.runner.Lacuna;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The command line in front of a cluster of paper, in a folder with the scenario {@code x.yaml}. */
abstract class PaperCommands {
    @TempDir
    Path folder;

    final FakeTerminal terminal = new FakeTerminal();
    final FakeCluster cluster = new FakeCluster();
    final FakeBeat beat = new FakeBeat();
    final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void write_scenario() throws IOException {
        Files.writeString(folder.resolve("x.yaml"), Toys.scenario("x", 1));
    }

    final int lacuna(String... words) {
        return Lacuna.execute(words, new Outside(environment, folder, terminal, Toys::format, () -> cluster, beat));
    }
}
