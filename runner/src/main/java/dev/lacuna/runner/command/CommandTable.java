package dev.lacuna.runner.command;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;

/** All commands. A start needs only the one that is called: each costs class loading and reflection. */
public enum CommandTable {
    RUN("run", true),
    PLAN("plan", true),
    VALIDATE("validate", false),
    TARGETS("targets", true),
    RECOVER("recover", true),
    SCHEMA("schema", false),
    COMPLETION("completion", false);

    private final String word;
    private final boolean settings;

    CommandTable(String word, boolean settings) {
        this.word = word;
        this.settings = settings;
    }

    /** The program with the command that the arguments call, or with all of them where that is not plain. */
    public static CommandLine program(String[] arguments, Outside outside) {
        var called = Arrays.stream(arguments).findFirst().flatMap(CommandTable::named);
        return called.map(one -> program(List.of(one), outside)).orElseGet(() -> complete(outside));
    }

    /** The program with all its commands. */
    public static CommandLine complete(Outside outside) {
        return program(List.of(values()), outside);
    }

    private static Optional<CommandTable> named(String word) {
        return Arrays.stream(values()).filter(one -> one.word.equals(word)).findFirst();
    }

    private static CommandLine program(List<CommandTable> commands, Outside outside) {
        var program = new CommandLine(new Program(outside));
        commands.forEach(one -> program.addSubcommand(one.word, one.line(outside)));
        return program;
    }

    private Object command(Outside outside) {
        return switch (this) {
            case RUN -> new RunCommand(outside);
            case PLAN -> new PlanCommand(outside);
            case VALIDATE -> new ValidateCommand(outside);
            case TARGETS -> new TargetsCommand(outside);
            case RECOVER -> new RecoverCommand(outside);
            case SCHEMA -> new SchemaCommand(outside);
            case COMPLETION -> new CompletionCommand(outside);
        };
    }

    private CommandLine line(Outside outside) {
        var line = new CommandLine(command(outside));
        if (settings) {
            SettingFlags.addTo(line.getCommandSpec());
            // What comes twice is told by the settings, all at once, instead of by an exception for the first.
            line.setOverwrittenOptionsAllowed(true);
        }
        return line;
    }
}
