package dev.lacuna.engine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lacuna.engine.event.Event;
import dev.lacuna.engine.journal.JournalEntry;
import dev.lacuna.engine.journal.JournalText;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What a run keeps in its journal, on disk and in the cluster. */
final class RunJournalTest extends PaperRuns {
    @Test
    void intent_is_on_disk_before_anything_is_armed() {
        List<JournalEntry.Step> atArming = new ArrayList<>();
        site.before = deed -> {
            if (deed.equals("arm")) {
                try {
                    atArming.addAll(journalled());
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            }
        };

        run();

        assertThat(atArming).containsExactly(JournalEntry.Step.OPENED, JournalEntry.Step.INTENT);
        assertThat(site.deeds).containsSubsequence("journal", "arm", "inject", "confirm", "heal", "verify");
    }

    @Test
    void journal_that_can_not_be_made_keeps_everything_from_being_done() throws IOException {
        Files.createFile(folder.resolve("journal.jsonl"));

        var result = run();

        assertThat(result.ending()).isEqualTo(Ending.INCONCLUSIVE);
        assertThat(result.reason()).contains("journal");
        assertThat(site.deeds).isEmpty();
    }

    @Test
    void disk_that_is_full_at_the_intent_keeps_everything_from_being_armed() {
        failJournalFrom("prepare");

        var result = run();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(result.ending()).isEqualTo(Ending.INCONCLUSIVE);
        assertThat(result.reason()).contains("cannot write to the journal");
        assertThat(site.deeds)
                .contains("prepare")
                .doesNotContain("arm", "inject")
                .endsWith("cleanUp", "unlock");
    }

    @Test
    void disk_that_is_full_after_the_injection_changes_no_verdict() {
        failJournalFrom("confirm");

        var result = run();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(result.ending()).isEqualTo(Ending.PASSED);
        assertThat(events).filteredOn(Event.Warned.class::isInstance).hasSize(2);
    }

    /** A file channel that an interrupted thread writes to is closed for good: each later write fails, as on a full disk. */
    private void failJournalFrom(String when) {
        site.before = deed -> {
            if (deed.equals(when)) {
                Thread.currentThread().interrupt();
            }
        };
    }

    @Test
    void copy_in_the_cluster_says_what_is_healed() {
        run();

        assertThat(site.copies).hasSize(2);
        assertThat(JournalText.read(site.copies.get(1)))
                .extracting(JournalEntry::step)
                .endsWith(JournalEntry.Step.INJECTED, JournalEntry.Step.HEALED);
    }

    @Test
    void copy_in_the_cluster_says_what_is_left() {
        site.healable = false;

        run();

        assertThat(JournalText.read(site.copies.get(site.copies.size() - 1)))
                .extracting(JournalEntry::step)
                .endsWith(JournalEntry.Step.LEFT);
    }

    @Test
    void copy_that_hangs_delays_no_healing() {
        site.holding = Map.of("first", Duration.ofSeconds(10), "second", Duration.ofSeconds(10));
        site.before = deed -> {
            if (deed.equals("heal")) {
                site.copying = CompletableFuture::new;
            }
        };

        var result =
                run(Sheet.of(Duration.ofMinutes(2), Sheet.next("first"), Sheet.at("second", Duration.ofMillis(20))));

        assertThat(second("first", "verify")).isCloseTo(10, within(0.01));
        assertThat(second("second", "verify")).isCloseTo(10.02, within(0.01));
        assertThat(result.ending()).isEqualTo(Ending.PASSED);
    }

    @Test
    void nothing_is_copied_any_more_when_the_copy_is_taken_away() {
        site.before = deed -> {
            if (deed.equals("heal")) {
                site.copying = () -> {
                    var written = new CompletableFuture<Void>();
                    loop.after(Duration.ofMillis(900), () -> {
                        site.deeds.add("written");
                        written.complete(null);
                    });
                    return written;
                };
            }
            if (deed.equals("verify")) {
                signal.raise("SIGTERM", loop);
            }
        };

        run();

        assertThat(site.deeds)
                .containsSubsequence("verify", "journal", "written", "cleanUp")
                .endsWith("cleanUp", "unlock");
    }
}
