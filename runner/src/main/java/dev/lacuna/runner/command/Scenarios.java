package dev.lacuna.runner.command;

import dev.lacuna.engine.scenario.Scenario;
import dev.lacuna.engine.scenario.shape.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** Reads the scenarios that a command line names. */
final class Scenarios {
    private Scenarios() {}

    /** @throws CommandFailure with every problem of every file, a line each */
    static List<Scenario> read(List<String> files, Outside outside) {
        var result = outside.format()
                .get()
                .read(files.stream().map(outside.folder()::resolve).toList());
        if (!result.valid()) {
            throw CommandFailure.usage(
                    result.problems().stream().map(Problem::toString).collect(Collectors.joining("\n")));
        }
        return result.scenarios();
    }
}
