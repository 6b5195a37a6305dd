package dev.lacuna.runner.command;

import dev.lacuna.engine.scenario.Scenario;
import dev.lacuna.engine.scenario.shape.Problem;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Parameters;

/** The scenarios that a command is called with. */
final class ScenarioFiles {
    @Parameters(paramLabel = "FILE|FOLDER", arity = "1..*", description = "Scenario files, or folders of them.")
    private List<String> files = List.of();

    /** @throws CommandFailure with every problem of every file, a line each */
    List<Scenario> read(Outside outside) {
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
