package dev.lacuna.engine.scenario.format;

import dev.lacuna.engine.scenario.Scenario;
import dev.lacuna.engine.scenario.shape.Problem;
import java.util.List;

/**
 * What came of reading.
 *
 * @param scenarios those in files without a problem, in the order of files and documents; to be run only when there is no problem at all
 * @param problems of all files, sorted by file, line and column
 */
public record ReadResult(List<Scenario> scenarios, List<Problem> problems) {

    public ReadResult {
        scenarios = List.copyOf(scenarios);
        problems = List.copyOf(problems);
    }

    /** Whether everything that was asked for was read. */
    public boolean valid() {
        return problems.isEmpty();
    }
}
