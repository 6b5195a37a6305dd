package dev.lacuna.runner.command;

import dev.lacuna.engine.run.Ending;

/** A command can't do what it was asked for. The message is for users and stands alone. */
public final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int exitCode;

    public CommandFailure(Ending ending, String message) {
        super(message);
        this.exitCode = ending.exitCode();
    }

    /** Something on the command line, in a setting or in a scenario is wrong. */
    public static CommandFailure usage(String message) {
        return new CommandFailure(Ending.NO_TARGET, message);
    }

    public int exitCode() {
        return exitCode;
    }
}
