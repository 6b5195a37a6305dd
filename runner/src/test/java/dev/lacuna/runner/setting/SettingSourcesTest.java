package dev.lacuna.runner.setting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lacuna.runner.setting.Settings.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SettingSourcesTest {
    @TempDir
    Path folder;

    private SettingSources.Result read(List<Value> flags, Map<String, String> environment, String yaml)
            throws IOException {
        Files.writeString(folder.resolve("lacuna.yaml"), yaml);
        return new SettingSources().read(flags, environment, folder);
    }

    private static Value flag(Setting setting, String... words) {
        return new Value(setting, List.of(words), setting.flag());
    }

    @Test
    void flag_comes_before_environment_before_file_before_default() throws IOException {
        var environment = Map.of("LACUNA_CONTEXT", "env", "LACUNA_IMAGE", "env:1", "PATH", "/bin");

        var settings = read(
                        List.of(flag(Setting.CONTEXT, "flag")),
                        environment,
                        "context: file\nimage: file:1\nnamespace: mine\n")
                .settings();

        assertThat(settings.value(Setting.CONTEXT)).isEqualTo(new Value(Setting.CONTEXT, List.of("flag"), "--context"));
        assertThat(settings.value(Setting.IMAGE)).isEqualTo(new Value(Setting.IMAGE, List.of("env:1"), "LACUNA_IMAGE"));
        assertThat(settings.value(Setting.NAMESPACE))
                .isEqualTo(new Value(Setting.NAMESPACE, List.of("mine"), "lacuna.yaml:3"));
        assertThat(settings.value(Setting.AGENT_NAMESPACE))
                .isEqualTo(new Value(Setting.AGENT_NAMESPACE, List.of("lacuna-agents"), "default"));
    }

    @Test
    void exclusions_of_all_places_add_up() throws IOException {
        var settings = read(
                        List.of(flag(Setting.EXCLUDE_NODES, "a")),
                        Map.of("LACUNA_EXCLUDE_NODES", "b, c"),
                        "excludeNodes: [c, d]\n")
                .settings();

        assertThat(settings.list(Setting.EXCLUDE_NODES)).containsExactly("a", "b", "c", "d");
    }

    @Test
    void all_problems_are_told_at_once_each_with_a_guess() throws IOException {
        var problems = read(List.of(), Map.of("LACUNA_CONTXT", "x"), "imag: y\nexcludeNodes: cp1\nnoColor: yes\n")
                .problems();

        assertThat(problems).hasSize(4);
        assertThat(problems.get(0)).contains("LACUNA_CONTXT", "did you mean `LACUNA_CONTEXT`?");
        assertThat(problems.get(1)).startsWith("lacuna.yaml:1:1: `imag`").contains("did you mean `image`?");
        assertThat(problems.get(2)).startsWith("lacuna.yaml:2:15: excludeNodes").contains("a list of texts");
        assertThat(problems.get(3)).startsWith("lacuna.yaml:3: noColor: `yes`").contains("neither true nor false");
    }

    @Test
    void several_contexts_are_refused_in_clear_words() throws IOException {
        assertThat(read(List.of(flag(Setting.CONTEXT, "a", "b")), Map.of(), "").problems())
                .singleElement()
                .asString()
                .contains("2 times", "a, b");
    }

    @Test
    void context_and_in_cluster_exclude_each_other() throws IOException {
        assertThat(read(List.of(flag(Setting.CONTEXT, "a")), Map.of("LACUNA_IN_CLUSTER", "true"), "")
                        .problems())
                .singleElement()
                .asString()
                .contains("name one cluster");
    }

    @Test
    void file_that_is_no_mapping_is_refused() throws IOException {
        assertThat(read(List.of(), Map.of(), "- a\n").problems())
                .singleElement()
                .asString()
                .contains("needed is a mapping");
    }
}
