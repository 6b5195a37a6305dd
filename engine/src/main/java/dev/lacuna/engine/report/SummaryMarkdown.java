package dev.lacuna.engine.report;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.TreeMap;

/** {@code summary.md}: short enough for a pull request's comment. */
public final class SummaryMarkdown {

    private SummaryMarkdown() {}

    public static void write(RunReport report, Writer to) throws IOException {
        var rows = new Rows(report);
        to.write("# " + text(report.headline()) + "\n\n");
        if (!report.reason().isEmpty()) {
            to.write(text(report.reason()) + "\n\n");
        }
        to.write("Run `%s`, seed %d, %s to %s.\n"
                .formatted(report.began().runId(), report.began().seed(), report.startedAt(), report.endedAt()));
        for (var fact : new TreeMap<>(report.began().facts()).entrySet()) {
            to.write("%s: %s.\n".formatted(text(fact.getKey()), text(fact.getValue())));
        }
        table(Rows.SLOS, rows.slos(), to);
        table(Rows.TRIALS, rows.trials(), to);
        table(Rows.GAPS, rows.gaps(), to);
        var explained = new WhereTimeWent(report);
        table(WhereTimeWent.PARTS, explained.parts(), to);
        list("Why", explained.lines(), to);
        list("Left in the cluster", report.leftovers(), to);
        list("Warnings", report.warnings(), to);
        to.write("\nTimes are seconds since the run began; a range holds the true value.\n");
    }

    private static void table(List<String> head, List<List<String>> rows, Writer to) throws IOException {
        if (rows.isEmpty()) {
            return;
        }
        to.write("\n");
        row(head, to);
        to.write("|" + "---|".repeat(head.size()) + "\n");
        for (var row : rows) {
            row(row, to);
        }
    }

    private static void row(List<String> cells, Writer to) throws IOException {
        to.write("|");
        for (String cell : cells) {
            to.write(" " + text(cell) + " |");
        }
        to.write("\n");
    }

    private static void list(String title, List<String> entries, Writer to) throws IOException {
        if (!entries.isEmpty()) {
            to.write("\n" + title + ":\n\n");
            for (String entry : entries) {
                to.write("- " + text(entry) + "\n");
            }
        }
    }

    /** One line that Markdown takes as it is. */
    private static String text(String raw) {
        return raw.replaceAll("\\s*[\\r\\n]+\\s*", " ").replace("|", "\\|").replace("<", "&lt;");
    }
}
