package dev.lacuna.engine.report;

import java.util.ArrayList;
import java.util.List;

/** What a run came to, in lines for a terminal. Plain text; cells that hold several lines are joined. */
public final class ClosingTable {
    private static final int WIDEST = 60;
    private final List<String> lines = new ArrayList<>();

    private ClosingTable() {}

    public static List<String> of(RunReport report) {
        var table = new ClosingTable();
        var rows = new Rows(report);
        table.lines.add(report.headline());
        if (!report.reason().isEmpty()) {
            table.lines.add("  " + oneLine(report.reason()));
        }
        table.add(Rows.SLOS, rows.slos());
        table.add(Rows.TRIALS, rows.trials());
        table.add(Rows.GAPS, rows.gaps());
        var explained = new WhereTimeWent(report);
        table.add(WhereTimeWent.PARTS, explained.parts());
        explained.lines().forEach(line -> table.lines.add("why: " + oneLine(line)));
        report.warnings().forEach(warning -> table.lines.add("warning: " + oneLine(warning)));
        report.leftovers()
                .forEach(left -> table.lines.add("LEFT IN THE CLUSTER: " + oneLine(left) + "; lacuna recover ends it"));
        return List.copyOf(table.lines);
    }

    private void add(List<String> head, List<List<String>> rows) {
        if (rows.isEmpty()) {
            return;
        }
        List<List<String>> all = new ArrayList<>();
        all.add(head);
        rows.forEach(row -> all.add(row.stream().map(ClosingTable::oneLine).toList()));
        int[] widths = new int[head.size()];
        for (var row : all) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], Math.min(WIDEST, length(row.get(i))));
            }
        }
        lines.add("");
        all.forEach(row -> lines.add(line(row, widths)));
    }

    private static String line(List<String> row, int[] widths) {
        var line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            var cell = row.get(i);
            line.append("  ").append(cell);
            if (i < widths.length - 1) {
                line.append(" ".repeat(Math.max(0, widths[i] - length(cell))));
            }
        }
        return line.toString().stripTrailing();
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private static String oneLine(String text) {
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .reduce((a, b) -> a + " " + b)
                .orElse("");
    }
}
