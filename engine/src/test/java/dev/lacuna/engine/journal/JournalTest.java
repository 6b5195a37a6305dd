package dev.lacuna.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lacuna.engine.journal.JournalEntry.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JournalTest {
    @TempDir
    Path folder;

    @Test
    void what_was_appended_is_on_disk_at_once() throws IOException {
        var file = folder.resolve("journal.jsonl");
        try (var journal = Journal.create(file)) {
            journal.append(entry(Step.INTENT, "SIGSTOP to pod kube-system/a", Map.of("thaw", "4d56")));

            assertThat(JournalText.read(Files.readString(file)))
                    .containsExactly(entry(Step.INTENT, "SIGSTOP to pod kube-system/a", Map.of("thaw", "4d56")));
            assertThat(journal.text()).isEqualTo(Files.readString(file));
        }
    }

    @Test
    void a_torn_last_line_is_left_out() {
        String whole = JournalText.line(entry(Step.ARMED, "the thaw", Map.of()));

        assertThat(JournalText.read(whole + "\n" + whole.substring(0, whole.length() / 2)))
                .hasSize(1);
    }

    @Test
    void text_that_is_no_journal_gives_no_entries() {
        assertThat(JournalText.read("null\n[]\n{}\n{\"step\":\"DANCED\"}\n\u0000"))
                .isEmpty();
    }

    @Test
    void a_journal_is_open_from_the_intent_on_until_it_is_closed() {
        var opened = entry(Step.OPENED, "", Map.of());
        var intent = entry(Step.INTENT, "x", Map.of());
        var healed = entry(Step.HEALED, "", Map.of());

        assertThat(Journal.open(List.of(opened))).isFalse();
        assertThat(Journal.open(List.of(opened, intent))).isTrue();
        assertThat(Journal.open(List.of(opened, intent, healed, intent))).isTrue();
        assertThat(Journal.open(List.of(opened, intent, healed)))
                .as("healed, but nobody has said that all is well")
                .isTrue();
        assertThat(Journal.open(List.of(opened, intent, healed, entry(Step.CLOSED, "", Map.of()))))
                .isFalse();
        assertThat(Journal.open(List.of(opened, intent, entry(Step.LEFT, "a table", Map.of()))))
                .isTrue();
    }

    @Test
    void a_journal_that_cannot_be_made_says_where_and_that_nothing_was_done() {
        assertThatThrownBy(() -> Journal.create(folder.resolve("missing").resolve("journal.jsonl")))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("missing")
                .hasMessageContaining("nothing was done");
    }

    @Test
    void a_second_run_does_not_write_over_the_journal_of_the_first() {
        var file = folder.resolve("journal.jsonl");
        Journal.create(file).close();

        assertThatThrownBy(() -> Journal.create(file)).isInstanceOf(JournalException.class);
    }

    private static JournalEntry entry(Step step, String what, Map<String, String> details) {
        return new JournalEntry("2026-11-21T05:00:00Z", step, 1, "leader stops", what, List.of("cp2"), details);
    }
}
