package dev.lacuna.runner.command;

import dev.lacuna.engine.run.Ending;
import dev.lacuna.engine.scenario.shape.Guess;
import dev.lacuna.runner.setting.Setting;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What is wrong with a command line, in a line: what was read, what was meant probably, and where the help is. Not the whole help, which would hide it. */
public final class UsageMessages implements CommandLine.IParameterExceptionHandler {
    private final PrintStream err;

    public UsageMessages(PrintStream err) {
        this.err = err;
    }

    @Override
    public int handleParseException(CommandLine.ParameterException failure, String[] words) {
        var command = failure.getCommandLine();
        err.println("lacuna: " + message(failure, command));
        err.println("lacuna: see " + name(command) + " --help");
        return Ending.NO_TARGET.exitCode();
    }

    private static String message(CommandLine.ParameterException failure, CommandLine command) {
        if (failure instanceof CommandLine.UnmatchedArgumentException unmatched) {
            var word = unmatched.getUnmatched().get(0);
            return word.startsWith("-") ? option(word, command) : word(word, command);
        }
        if (failure instanceof CommandLine.MissingParameterException missing
                && !missing.getMissing().isEmpty()) {
            return missing(missing.getMissing().get(0), command);
        }
        var argument = failure.getArgSpec();
        return argument == null || failure.getValue() == null
                ? String.valueOf(failure.getMessage())
                : "%s: `%s` is no %s".formatted(flag(argument), failure.getValue(), kind(argument));
    }

    private static String option(String word, CommandLine command) {
        var flag = word.replaceAll("=.*", "");
        if (isProgram(command)
                && Arrays.stream(Setting.values()).map(Setting::flag).anyMatch(flag::equals)) {
            return flag + " comes after the command: lacuna COMMAND " + flag + " …";
        }
        return "%s has no option %s%s"
                .formatted(
                        name(command),
                        flag,
                        Guess.near(flag, flags(command))
                                .map(meant -> "; did you mean " + meant + "?")
                                .orElse(""));
    }

    private static List<String> flags(CommandLine command) {
        return command.getCommandSpec().options().stream()
                .map(OptionSpec::longestName)
                .toList();
    }

    private static String word(String word, CommandLine command) {
        return isProgram(command)
                ? "there is no command `" + word + "`"
                        + Guess.orAllowed(word, command.getSubcommands().keySet())
                : "`" + word + "` is a word too many: " + name(command) + " takes "
                        + (command.getCommandSpec().positionalParameters().isEmpty() ? "options only" : "fewer");
    }

    private static String missing(ArgSpec argument, CommandLine command) {
        return argument.isOption()
                ? flag(argument) + " needs a value: " + flag(argument) + " " + argument.paramLabel()
                : name(command) + " needs to know which: " + name(command) + " " + argument.paramLabel();
    }

    private static String kind(ArgSpec argument) {
        var type = argument.typeInfo().isOptional() || argument.isMultiValue()
                ? argument.auxiliaryTypes()[0]
                : argument.type();
        return type == Long.class || type == Integer.class ? "whole number" : argument.paramLabel();
    }

    private static String flag(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }

    private static boolean isProgram(CommandLine command) {
        return command.getParent() == null;
    }

    private static String name(CommandLine command) {
        return command.getCommandSpec().qualifiedName();
    }
}
