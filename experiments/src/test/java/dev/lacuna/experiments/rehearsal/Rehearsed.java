package dev.lacuna.experiments.rehearsal;

import dev.lacuna.engine.event.EventStream;
import dev.lacuna.engine.event.Label;
import dev.lacuna.engine.journal.JournalEntry;
import dev.lacuna.engine.journal.JournalText;
import dev.lacuna.engine.report.ReportJson;
import dev.lacuna.engine.report.RunRecorder;
import dev.lacuna.engine.run.Run;
import dev.lacuna.engine.run.RunResult;
import dev.lacuna.engine.run.RunSettings;
import dev.lacuna.engine.scenario.Scenario;
import dev.lacuna.engine.time.StopSignal;
import dev.lacuna.engine.time.VirtualLoop;
import dev.lacuna.experiments.Experiments;
import dev.lacuna.experiments.controlplane.ControlPlane;
import dev.lacuna.experiments.rehearsal.model.ClusterModel;
import dev.lacuna.experiments.site.ClusterSite;
import dev.lacuna.experiments.site.Exclusions;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** One run on a simulated cluster, and what is to be known of it. */
final class Rehearsed {
    final VirtualLoop loop;
    final Rehearsal cluster;
    final StopSignal signal = new StopSignal();
    private final RunRecorder recorder = new RunRecorder();
    private final long seed;
    private String journal = "";

    Rehearsed(long seed) {
        this(seed, ClusterModel.standard());
    }

    Rehearsed(long seed, ClusterModel model) {
        this.seed = seed;
        this.loop = new VirtualLoop(seed, Instant.parse("2026-01-01T00:00:00Z"));
        this.cluster = Rehearsal.on(model, "r1", loop);
    }

    /** The scenarios of the library, in the order of their names. */
    static List<Scenario> library() {
        // Maven runs the tests of a module in the module's folder.
        var read = Experiments.format().read(Path.of("..", "scenarios"));
        if (!read.problems().isEmpty()) {
            throw new IllegalStateException(read.problems().toString());
        }
        return read.scenarios();
    }

    RunResult run(Scenario scenario, UnaryOperator<ControlPlane> trouble) {
        try {
            var folder = Files.createTempDirectory("lacuna-rehearsed");
            var events = new EventStream(loop);
            events.subscribe(recorder);
            var settings = new RunSettings(
                    "r1", seed, folder, Optional.empty(), Set.of(), (asked, waiting) -> true, false, Label.REHEARSAL);
            var site = new ClusterSite(trouble.apply(cluster), "r1", Exclusions.none(), loop);
            var result = new Run(scenario, site, settings, events, loop, signal).execute();
            journal = Files.readString(folder.resolve("journal.jsonl"));
            Files.delete(folder.resolve("journal.jsonl"));
            Files.delete(folder);
            return result;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    RunResult run(Scenario scenario) {
        return run(scenario, plane -> plane);
    }

    List<JournalEntry> journal() {
        return JournalText.read(journal);
    }

    String report() {
        try {
            var text = new StringWriter();
            ReportJson.write(recorder.report().orElseThrow(), text);
            return text.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
