package dev.lacuna.runner.command;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;

@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        description = "Prints a completion script for bash and zsh.",
        footer = {"", "Example:", "  source <(lacuna completion)"})
final class CompletionCommand implements Callable<Integer> {

    private final Outside outside;

    CompletionCommand(Outside outside) {
        this.outside = outside;
    }

    @Override
    public Integer call() {
        outside.terminal().out().print(AutoComplete.bash("lacuna", CommandTable.complete(outside)));
        return 0;
    }
}
