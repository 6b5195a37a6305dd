package dev.lacuna.experiments.rehearsal.trouble;

import dev.lacuna.engine.event.EventStream;
import dev.lacuna.engine.journal.JournalEntry;
import dev.lacuna.engine.journal.JournalText;
import dev.lacuna.engine.run.RunResult;
import dev.lacuna.engine.run.TrialResult;
import dev.lacuna.engine.time.Clock;
import dev.lacuna.experiments.site.Recovery;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is known of one troubled run: what it said itself, and what was so. */
final class Account {
    final Case made;
    final Witness witness;
    final Ledger ledger = new Ledger();
    final List<EventStream.Entry> events = new ArrayList<>();
    final List<String> broken = new ArrayList<>();
    Optional<RunResult> result = Optional.empty();
    Optional<Recovery.Outcome> recovered = Optional.empty();
    Optional<Long> killedAt = Optional.empty();
    /** When the run returned, or its process was dead. */
    long endedAt;

    String journal = "";

    /** Recoveries that could not do their work. */
    final List<Vain> vain = new ArrayList<>();

    /** When the first promise was found to be broken. */
    Optional<Long> brokenAt = Optional.empty();

    /** Why, and when that was known. */
    record Vain(long at, String why) {}

    private final Clock clock;

    Account(Case made, Witness witness, Clock clock) {
        this.made = made;
        this.witness = witness;
        this.clock = clock;
    }

    List<JournalEntry> journalled() {
        return JournalText.read(journal);
    }

    List<TrialResult> trials() {
        return result.map(RunResult::trials).orElse(List.of());
    }

    void breaks(String promise) {
        brokenAt = brokenAt.or(() -> Optional.of(clock.now()));
        broken.add(promise);
    }

    /** The promise that was broken first, without its particulars. */
    String kind() {
        return broken.get(0).replaceAll("[0-9]+", "").replaceAll("^(.{0,30}).*$", "$1");
    }

    /** What the run came to, in a word for counts. */
    String verdict() {
        return result.map(one -> one.leftovers().isEmpty() ? one.verdict().name() : one.verdict() + " with leftovers")
                .orElse(killedAt.isPresent() ? "killed" : "not begun");
    }
}
