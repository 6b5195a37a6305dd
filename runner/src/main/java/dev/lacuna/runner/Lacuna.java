package dev.lacuna.runner;

import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of Lacuna. */
@Command(
        name = "lacuna",
        mixinStandardHelpOptions = true,
        versionProvider = Lacuna.Version.class,
        description = "Chaos engineering for the control plane of Kubernetes.")
public final class Lacuna implements Callable<Integer> {

    public static void main(String[] args) {
        System.exit(new CommandLine(new Lacuna()).execute(args));
    }

    /** Without a command there is nothing to do: help on standard error, and the exit code of wrong usage. */
    @Override
    public Integer call() {
        CommandLine.usage(this, System.err);
        return CommandLine.ExitCode.USAGE;
    }

    static final class Version implements CommandLine.IVersionProvider {

        @Override
        public String[] getVersion() {
            var version = Lacuna.class.getPackage().getImplementationVersion();
            return new String[] {"lacuna " + Objects.requireNonNullElse(version, "(not packaged)")};
        }
    }
}
