package dev.lacuna.engine.run;

import dev.lacuna.engine.event.EventStream;
import dev.lacuna.engine.event.Label;
import dev.lacuna.engine.report.EventLog;
import dev.lacuna.engine.report.ReportFolder;
import dev.lacuna.engine.report.RunRecorder;
import dev.lacuna.engine.report.RunReport;
import dev.lacuna.engine.time.StopSignal;
import dev.lacuna.engine.time.VirtualLoop;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs on paper, whose reports are looked at. */
abstract class PaperReports {
    @TempDir
    Path folder;

    final VirtualLoop loop = new VirtualLoop(13, Instant.parse("2026-03-04T05:06:07Z"));
    final FakeSite site = new FakeSite(loop);
    final List<String> warnings = new ArrayList<>();

    final RunReport run(Duration allowed) {
        loop.sleep(Duration.ofSeconds(3));
        var stream = new EventStream(loop);
        var recorder = new RunRecorder();
        stream.subscribe(recorder);
        try (var log = new EventLog(folder.resolve(ReportFolder.EVENTS), loop, warnings::add)) {
            stream.subscribe(log);
            var settings = new RunSettings(
                    "r1", 13, folder, Optional.empty(), Set.of(), (asked, waiting) -> true, false, Label.REAL);
            new Run(Sheet.of(2, allowed), site, settings, stream, loop, new StopSignal()).execute();
        }
        return recorder.report().orElseThrow();
    }
}
