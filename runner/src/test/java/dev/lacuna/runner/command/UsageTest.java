package dev.lacuna.runner.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class UsageTest extends PaperCommands {
    @Test
    void unknown_option_and_unknown_variable_exit_2() {
        assertThat(lacuna("run", "x.yaml", "--context", "paper", "--tirals", "3"))
                .isEqualTo(2);
        environment.put("LACUNA_OUTPT", "z");
        assertThat(lacuna("run", "x.yaml", "--context", "paper")).isEqualTo(2);
        assertThat(terminal.complained()).contains("--tirals", "did you mean `LACUNA_OUTPUT`?");
    }

    @Test
    void flag_that_takes_one_value_is_refused_when_it_comes_twice_and_help_does_not_offer_that() {
        assertThat(lacuna(
                        "run",
                        "x.yaml",
                        "--context",
                        "paper",
                        "--image",
                        "a",
                        "--image",
                        "b",
                        "--seed",
                        "1",
                        "--seed",
                        "2"))
                .isEqualTo(2);
        assertThat(terminal.complained())
                .contains("--image is given 2 times (a, b) and takes one value")
                .contains("--seed is given 2 times (1, 2) and takes one value");

        assertThat(lacuna("plan", "--help")).isZero();
        assertThat(terminal.written())
                .contains("[--context=NAME]", "[--exclude-node=NODE]...")
                .doesNotContain("[--context=NAME]...");
    }

    @Test
    void wrong_command_line_is_told_in_one_line_and_not_buried_under_the_help() {
        assertThat(List.of(
                        lacuna("rum", "x.yaml"),
                        lacuna("run"),
                        lacuna("run", "x.yaml", "--contxt", "paper"),
                        lacuna("run", "x.yaml", "--context"),
                        lacuna("run", "x.yaml", "--seed", "abc"),
                        lacuna("targets", "extra"),
                        lacuna("--context", "paper", "targets")))
                .containsOnly(2);
        assertThat(terminal.complained().lines().filter(line -> !line.contains(" see lacuna")))
                .containsExactly(
                        "lacuna: there is no command `rum`; did you mean `run`?",
                        "lacuna: lacuna run needs to know which: lacuna run FILE|FOLDER",
                        "lacuna: lacuna run has no option --contxt; did you mean --context?",
                        "lacuna: --context needs a value: --context NAME",
                        "lacuna: --seed: `abc` is no whole number",
                        "lacuna: `extra` is a word too many: lacuna targets takes options only",
                        "lacuna: --context comes after the command: lacuna COMMAND --context …");
    }

    @Test
    void no_command_is_wrong_usage_and_help_is_not() {
        assertThat(lacuna()).isEqualTo(2);
        assertThat(terminal.complained()).contains("Examples:", "recover");
        assertThat(lacuna("--help")).isZero();
        assertThat(lacuna("run", "--help")).isZero();
        assertThat(terminal.written()).contains("--kubeconfig", "Examples:");
    }

    @Test
    void version_names_the_program_and_an_unknown_flag_is_wrong_usage() {
        assertThat(lacuna("--version")).isZero();
        assertThat(terminal.written()).startsWith("lacuna ");
        assertThat(lacuna("--verzion")).isEqualTo(2);
        assertThat(terminal.complained()).contains("--verzion");
    }
}
