package dev.lacuna.runner.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        description =
                "Checks scenario files by themselves, without a cluster. All problems at once, each with file, line and column.",
        footer = {"", "Example:", "  lacuna validate scenarios/"})
final class ValidateCommand implements Callable<Integer> {
    @Mixin
    private ScenarioFiles files = new ScenarioFiles();

    private final Outside outside;

    ValidateCommand(Outside outside) {
        this.outside = outside;
    }

    @Override
    public Integer call() {
        for (var scenario : files.read(outside)) {
            outside.terminal().out().println(scenario.file() + ": " + scenario.name() + ": valid");
        }
        return 0;
    }
}
