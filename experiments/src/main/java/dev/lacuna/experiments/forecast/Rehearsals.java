package dev.lacuna.experiments.forecast;

import dev.lacuna.engine.event.Event;
import dev.lacuna.engine.event.EventStream;
import dev.lacuna.engine.event.Label;
import dev.lacuna.engine.explanation.Breakdown;
import dev.lacuna.engine.run.Run;
import dev.lacuna.engine.run.RunResult;
import dev.lacuna.engine.run.RunSettings;
import dev.lacuna.engine.run.TrialResult;
import dev.lacuna.engine.safeguard.Guards;
import dev.lacuna.engine.scenario.Scenario;
import dev.lacuna.engine.time.StopSignal;
import dev.lacuna.engine.time.VirtualLoop;
import dev.lacuna.experiments.rehearsal.Rehearsal;
import dev.lacuna.experiments.rehearsal.model.ClusterModel;
import dev.lacuna.experiments.site.ClusterSite;
import dev.lacuna.experiments.site.Exclusions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Rehearses a scenario's one trial again and again, each time on a new cluster. */
final class Rehearsals {
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final String RUN = "forecast";

    /** After so many rehearsals without a measured trial, the next ones would not have one either. */
    private static final int VAIN = 5;

    private final Scenario scenario;
    private final ClusterModel model;
    private final RandomGenerator seeds;
    private final List<Seen> seen = new ArrayList<>();
    private String reason = "";

    /** A trial whose fault was proved. */
    record Seen(TrialResult trial, Map<String, Breakdown> breakdowns) {}

    Rehearsals(Scenario scenario, ClusterModel model, long seed) {
        this.scenario = scenario;
        this.model = model;
        this.seeds = new VirtualLoop(seed, BEGIN).random("forecast");
    }

    /** @throws UncheckedIOException when there is no place for the rehearsals' journals */
    void rehearse(int trials) {
        try {
            var folder = Files.createTempDirectory("lacuna-forecast");
            try {
                for (int i = 0; i < trials && (i < VAIN || !seen.isEmpty()); i++) {
                    rehearseOnce(folder);
                }
            } finally {
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the folder for temporary files can't be used", e);
        }
    }

    private void rehearseOnce(Path folder) throws IOException {
        long seed = seeds.nextLong();
        var loop = new VirtualLoop(seed, BEGIN);
        Map<String, Breakdown> breakdowns = new java.util.HashMap<>();
        var events = new EventStream(loop);
        events.subscribe(entry -> {
            if (entry.event() instanceof Event.Explained explained) {
                explained.breakdowns().forEach(part -> breakdowns.put(part.measure(), part));
            }
        });
        try (var plane = Rehearsal.on(model, RUN, loop)) {
            var site = new ClusterSite(plane, RUN, Exclusions.none(), loop);
            var settings = new RunSettings(
                    RUN,
                    seed,
                    folder,
                    Optional.of(1),
                    Guards.consents().keySet(),
                    (asked, waiting) -> true,
                    false,
                    Label.REHEARSAL);
            take(new Run(scenario, site, settings, events, loop, new StopSignal()).execute(), breakdowns);
        } finally {
            Files.deleteIfExists(folder.resolve("journal.jsonl"));
        }
    }

    private void take(RunResult result, Map<String, Breakdown> breakdowns) {
        var measured = result.trials().stream()
                .filter(trial -> !trial.again() && !trial.measures().isEmpty())
                .findFirst();
        measured.ifPresent(trial -> seen.add(new Seen(trial, Map.copyOf(breakdowns))));
        if (measured.isEmpty() && reason.isEmpty()) {
            reason = result.reason();
        }
    }

    List<Seen> seen() {
        return List.copyOf(seen);
    }

    /** Why the first rehearsal without a measured trial had none; empty where each had one. */
    String reason() {
        return reason;
    }
}
