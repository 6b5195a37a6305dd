package dev.lacuna.runner.command;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine;

/** All commands. A start needs only the one that is called: each costs class loading and reflection. */
public enum CommandTable {
    RUN("run", true, RunCommand::new),
    PLAN("plan", true, PlanCommand::new),
    VALIDATE("validate", false, ValidateCommand::new),
    TARGETS("targets", true, TargetsCommand::new),
    RECOVER("recover", true, RecoverCommand::new),
    SCHEMA("schema", false, SchemaCommand::new),
    COMPLETION("completion", false, CompletionCommand::new);

    private final String word;
    private final boolean settings;
    private final Function<Outside, Object> maker;

    CommandTable(String word, boolean settings, Function<Outside, Object> maker) {
        this.word = word;
        this.settings = settings;
        this.maker = maker;
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

    private CommandLine line(Outside outside) {
        var line = new CommandLine(maker.apply(outside));
        if (settings) {
            SettingFlags.addTo(line.getCommandSpec());
        }
        return line;
    }
}
