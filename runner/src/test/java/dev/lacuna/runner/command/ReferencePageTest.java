package dev.lacuna.runner.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lacuna.engine.run.Ending;
import dev.lacuna.runner.setting.Setting;
import dev.lacuna.runner.wiring.Wiring;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ReferencePageTest {
    private final Outside outside =
            new Outside(Map.of(), Path.of(""), new FakeTerminal(), Wiring::format, Wiring::connector, new FakeBeat());

    @Test
    void page_is_up_to_date() throws IOException {
        assertUpToDate("docs/reference.md", ReferencePage.text(outside));
    }

    @Test
    void schema_file_is_up_to_date() throws IOException {
        assertUpToDate("docs/scenario.schema.json", SchemaCommand.scenario(outside) + "\n");
    }

    private static void assertUpToDate(String name, String text) throws IOException {
        // Maven runs the tests of a module in the module's folder.
        var file = Path.of("").toAbsolutePath().resolveSibling(name);
        if ("write".equals(System.getProperty("lacuna.reference"))) {
            Files.writeString(file, text);
        }

        assertThat(file)
                .content()
                .as(name + "; make it anew with -Dlacuna.reference=write")
                .isEqualTo(text);
    }

    @Test
    void page_tells_what_each_kind_of_probe_measures() {
        assertThat(ReferencePage.text(outside))
                .contains("| `canary` | `recovery` |", "| `pods` | `longestGap` |", "| `api` | `p99` |")
                .contains("| `http` | `availability` |")
                .doesNotContain("| `canary` | `p99` |");
    }

    @Test
    void page_tells_of_every_setting_and_exit_code() {
        var text = ReferencePage.text(outside);

        for (Setting setting : Setting.values()) {
            assertThat(text)
                    .contains("`" + setting.flag() + "`", "`" + setting.variable() + "`", "`" + setting.key() + "`");
        }
        for (Ending ending : Ending.values()) {
            assertThat(text).containsPattern("\\| " + ending.exitCode() + " \\| \\S");
        }
    }
}
