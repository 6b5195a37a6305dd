package dev.lacuna.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

final class LacunaTest {
    private final StringWriter said = new StringWriter();

    @Test
    void version_names_the_program() {
        assertThat(run("--version")).isZero();
        assertThat(said.toString()).startsWith("lacuna ");
    }

    @Test
    void unknown_option_is_wrong_usage() {
        assertThat(run("--verzion")).isEqualTo(2);
        assertThat(said.toString()).contains("--verzion");
    }

    private int run(String... arguments) {
        return new CommandLine(new Lacuna())
                .setOut(new PrintWriter(said, true))
                .setErr(new PrintWriter(said, true))
                .execute(arguments);
    }
}
