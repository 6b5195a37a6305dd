/**
 * The commands. One class each, and only the one that is called is loaded: what a command needs beyond its options it loads when it is executed.
 *
 * <p>A command runs on the main thread and returns an exit code (docs/reference.md). What the user has to put right is a
 * {@link dev.lacuna.runner.command.CommandFailure}; it is printed as one message, never as a stack trace.
 */
@NullMarked
package dev.lacuna.runner.command;

import org.jspecify.annotations.NullMarked;
