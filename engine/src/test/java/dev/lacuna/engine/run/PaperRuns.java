package dev.lacuna.engine.run;

import dev.lacuna.engine.event.Event;
import dev.lacuna.engine.event.EventStream;
import dev.lacuna.engine.event.Label;
import dev.lacuna.engine.fault.Proposal;
import dev.lacuna.engine.journal.JournalEntry;
import dev.lacuna.engine.journal.JournalText;
import dev.lacuna.engine.scenario.Scenario;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.engine.time.StopSignal;
import dev.lacuna.engine.time.VirtualLoop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.junit.jupiter.api.io.TempDir;

/** A run in virtual time on a site of paper. */
abstract class PaperRuns {
    @TempDir
    Path folder;

    final VirtualLoop loop = new VirtualLoop(11, Instant.parse("2026-03-04T05:06:07Z"));
    final FakeSite site = new FakeSite(loop);
    final StopSignal signal = new StopSignal();
    final List<Event> events = new ArrayList<>();

    RunResult run() {
        return run(1, Duration.ofSeconds(5));
    }

    RunResult run(int trials, Duration allowed) {
        return run(Sheet.of(trials, allowed), proposals -> true);
    }

    RunResult run(Scenario scenario) {
        return run(scenario, proposals -> true);
    }

    RunResult run(Scenario scenario, Predicate<List<Proposal>> ask) {
        return run(scenario, (proposals, waiting) -> ask.test(proposals));
    }

    RunResult run(Scenario scenario, BiPredicate<List<Proposal>, Loop> ask) {
        var stream = new EventStream(loop);
        stream.subscribe(entry -> events.add(entry.event()));
        var settings = new RunSettings("r1", 11, folder, Optional.empty(), Set.of(), ask, false, Label.REAL);
        return new Run(scenario, site, settings, stream, loop, signal).execute();
    }

    /** When this was done first for the experiment, in seconds since the first injection of the run. */
    double second(String experiment, String deed) {
        long first = log(done -> done.deed().equals("inject")).get(0).at();
        return (log(done -> done.experiment().equals(experiment) && done.deed().equals(deed))
                                .get(0)
                                .at()
                        - first)
                / 1e9;
    }

    List<FakeSite.Done> log(Predicate<FakeSite.Done> wanted) {
        return site.log.stream().filter(wanted).toList();
    }

    List<JournalEntry.Step> journalled() throws IOException {
        return journal().stream().map(JournalEntry::step).toList();
    }

    List<JournalEntry> journal() throws IOException {
        return JournalText.read(Files.readString(folder.resolve("journal.jsonl")));
    }
}
