package dev.lacuna.engine.report;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLStreamException;

/** A run's folder. Each file is tried, whatever became of the others. */
public final class ReportFolder {
    public static final String EVENTS = "events.jsonl";
    private final Path folder;

    public ReportFolder(Path folder) {
        this.folder = folder;
    }

    private interface Content {
        void write(Writer to) throws IOException, XMLStreamException;
    }

    /** Writes all reports that are made at the end; returns one text for each that could not be written. */
    public List<String> write(RunReport report) {
        List<String> problems = new ArrayList<>();
        write("report.json", to -> ReportJson.write(report, to), problems);
        write("junit.xml", to -> JunitXml.write(report, to), problems);
        write("summary.md", to -> SummaryMarkdown.write(report, to), problems);
        return problems;
    }

    private void write(String name, Content content, List<String> problems) {
        var file = folder.resolve(name);
        try (Writer to = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            content.write(to);
        } catch (IOException | XMLStreamException e) {
            problems.add("cannot write " + file + ": " + e + "; the verdict and the exit code stand");
        }
    }
}
