package dev.lacuna.engine.scenario.shape;

import dev.lacuna.engine.scenario.yaml.Quoted;
import dev.lacuna.engine.scenario.yaml.YamlFault;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Gathers the problems of one file. Not thread-safe. */
public final class Findings {
    /** More than anybody repairs at once; a file of nothing but errors must not cost time and memory for each of them. */
    private static final int MOST = 100;

    private static final int LONGEST = 1_000;

    private final String file;
    private final List<Problem> problems = new ArrayList<>();
    private int count;

    /** @param file as it is to be shown; what a terminal can't show is escaped */
    public Findings(String file) {
        this.file = Quoted.inner(file);
    }

    public String file() {
        return file;
    }

    public void add(Origin origin, String message) {
        count++;
        if (!full()) {
            var shown = Quoted.inner(message);
            problems.add(new Problem(origin, shown.length() <= LONGEST ? shown : shown.substring(0, LONGEST) + "…"));
        }
    }

    public void add(YamlFault fault) {
        add(new Origin(file, fault.line(), fault.column(), fault.path()), fault.message());
    }

    /** How many were found, those included that were not kept. */
    public int count() {
        return count;
    }

    /** Whether no more is taken, so that nobody has to look for it. */
    public boolean full() {
        return problems.size() >= MOST;
    }

    /** In the order of the file. */
    public List<Problem> sorted() {
        var sorted = new ArrayList<>(problems);
        sorted.sort(
                Comparator.comparingInt((Problem problem) -> problem.origin().line())
                        .thenComparingInt(problem -> problem.origin().column()));
        if (full()) {
            sorted.add(new Problem(
                    Origin.of(file), "may have more problems; only the first " + MOST + " that were found are listed"));
        }
        return sorted;
    }
}
