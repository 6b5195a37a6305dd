package dev.lacuna.runner.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Commands that hit nothing. */
final class CommandsTest extends PaperCommands {
    @Test
    void targets_are_listed() {
        assertThat(lacuna("targets", "--context", "paper")).isZero();
        assertThat(terminal.written()).isEqualTo("Elections\n  kube-scheduler  led by cp2\n");
    }

    @Test
    void validate_needs_no_cluster() {
        cluster.reachable = false;

        assertThat(lacuna("validate", "x.yaml")).isZero();
        assertThat(terminal.written()).endsWith("x.yaml: x: valid\n");
    }

    @Test
    void schemas_and_completion_are_printed() {
        assertThat(lacuna("schema")).isZero();
        assertThat(lacuna("schema", "report")).isZero();
        assertThat(lacuna("completion")).isZero();
        assertThat(terminal.written()).contains("Lacuna scenario", "Lacuna report", "complete -F", "--exclude-node");
        assertThat(lacuna("schema", "reprot")).isEqualTo(2);
    }
}
