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
        // Maven runs the tests of a module in the module's folder.
        var page = Path.of("").toAbsolutePath().getParent().resolve("docs/reference.md");
        var text = ReferencePage.text(outside);
        if ("write".equals(System.getProperty("lacuna.reference"))) {
            Files.writeString(page, text);
        }

        assertThat(page)
                .content()
                .as("docs/reference.md; make it anew with -Dlacuna.reference=write")
                .isEqualTo(text);
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
