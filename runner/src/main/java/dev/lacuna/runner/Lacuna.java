package dev.lacuna.runner;

import dev.lacuna.engine.run.Ending;
import dev.lacuna.engine.time.LiveLoop;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.engine.time.Seed;
import dev.lacuna.runner.command.CommandFailure;
import dev.lacuna.runner.command.CommandTable;
import dev.lacuna.runner.command.Outside;
import dev.lacuna.runner.command.ProcessSignals;
import dev.lacuna.runner.command.Signals;
import dev.lacuna.runner.command.UsageMessages;
import dev.lacuna.runner.view.ProcessTerminal;
import dev.lacuna.runner.wiring.Wiring;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** The command line of Lacuna. */
public final class Lacuna {
    private Lacuna() {}

    public static void main(String[] args) {
        var environment = System.getenv();
        var outside = new Outside(
                environment,
                Path.of(""),
                new ProcessTerminal(environment),
                Wiring::format,
                Wiring::connector,
                new LiveBeat());
        System.exit(execute(args, outside));
    }

    /** Executes one command; what fails becomes a message on standard error and an exit code. */
    public static int execute(String[] args, Outside outside) {
        var terminal = outside.terminal();
        var line = CommandTable.program(args, outside);
        line.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8));
        line.setColorScheme(CommandLine.Help.defaultColorScheme(terminal.colours() ? Ansi.ON : Ansi.OFF));
        line.setParameterExceptionHandler(new UsageMessages(terminal.err()));
        line.setExecutionExceptionHandler((failure, command, parsed) -> failed(failure, outside));
        return line.execute(args);
    }

    /** Exit code 1 is for a broken bound alone: a failure of the program says that nothing is known. */
    private static int failed(Exception failure, Outside outside) {
        var err = outside.terminal().err();
        if (failure instanceof CommandFailure known) {
            String.valueOf(known.getMessage()).lines().forEach(line -> err.println("lacuna: " + line));
            return known.exitCode();
        }
        err.println("lacuna: the program failed: " + failure
                + Optional.ofNullable(failure.getCause())
                        .map(cause -> " (" + cause + ")")
                        .orElse(""));
        return Ending.INCONCLUSIVE.exitCode();
    }

    private static final class LiveBeat implements Outside.Beat {

        @Override
        public Loop loop(long seed) {
            return new LiveLoop(seed);
        }

        @Override
        public void close(Loop loop) {
            if (loop instanceof LiveLoop live) {
                live.close();
            }
        }

        @Override
        public long freshSeed() {
            return Seed.fresh();
        }

        @Override
        public Signals signals() {
            return new ProcessSignals();
        }
    }
}
