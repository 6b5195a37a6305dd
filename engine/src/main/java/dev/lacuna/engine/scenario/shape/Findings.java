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

    private final String file;
    private final List<Problem> problems = new ArrayList<>();

    /** @param file as it is to be shown; what a terminal can't show is escaped */
    public Findings(String file) {
        this.file = Quoted.inner(file);
    }

    public String file() {
        return file;
    }

    public void add(Origin origin, String message) {
        if (!full()) {
            problems.add(new Problem(origin, message));
        }
    }

    public void add(YamlFault fault) {
        add(new Origin(file, fault.line(), fault.column(), fault.path()), fault.message());
    }

    public int count() {
        return problems.size();
    }

    /** Whether no more is taken, so that nobody has to look for it. */
    public boolean full() {
        return problems.size() >= MOST;
    }

    /** In the order of the file. */
    public List<Problem> sorted() {
        var sorted = new ArrayList<>(problems);
        sorted.sort(Comparator.comparingInt((Problem problem) -> problem.origin().line())
                .thenComparingInt(problem -> problem.origin().column()));
        if (full()) {
            sorted.add(new Problem(Origin.of(file), "there may be more problems; only the first " + MOST + " found are listed"));
        }
        return sorted;
    }
}
