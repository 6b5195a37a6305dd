package dev.lacuna.runner.command;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

@Command(
        name = "lacuna",
        mixinStandardHelpOptions = true,
        versionProvider = Program.Version.class,
        description =
                "Chaos engineering for the control plane of Kubernetes: kills leaders, loses packets, measures the recovery against SLOs.",
        footer = {
            "",
            "Examples:",
            "  lacuna run scenarios/x.yaml                            rehearse it on a simulated cluster",
            "  lacuna targets --context staging                       what there is to hit",
            "  lacuna plan scenarios/x.yaml --context staging         what would happen; nothing is done",
            "  lacuna run scenarios/x.yaml --context staging          do it, measure, judge",
            "  lacuna recover --context staging                       end what an earlier run left",
            "",
            "Exit codes: 0 PASS, 1 FAIL, 2 usage or invalid scenario, 3 INCONCLUSIVE, 4 refused or ABORTED,",
            "5 a fault could not be healed, 6 cluster not reachable or rights lack, 130/143 ended by a signal."
        })
final class Program implements Callable<Integer> {
    private final Outside outside;

    Program(Outside outside) {
        this.outside = outside;
    }

    /** Without a command there is nothing to do: help on standard error, and the exit code of wrong usage. */
    @Override
    public Integer call() {
        CommandTable.complete(outside).usage(outside.terminal().err());
        return CommandLine.ExitCode.USAGE;
    }

    static final class Version implements CommandLine.IVersionProvider {

        @Override
        public String[] getVersion() {
            var version = Version.class.getPackage().getImplementationVersion();
            return new String[] {"lacuna " + (version == null ? "(not packaged)" : version)};
        }
    }
}
