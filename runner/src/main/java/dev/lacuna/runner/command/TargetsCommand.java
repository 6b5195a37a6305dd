package dev.lacuna.runner.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "targets",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Shows what a cluster offers to hit: components, leaders, elections, API servers, layout. Touches nothing.",
        footer = {"", "Example:", "  lacuna targets --context staging"})
final class TargetsCommand implements Callable<Integer> {
    private final Outside outside;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    TargetsCommand(Outside outside) {
        this.outside = outside;
    }

    @Override
    public Integer call() {
        var settings = SettingFlags.settings(spec, outside);
        var clusters = new Clusters(outside, settings);
        clusters.tellRehearsal();
        return clusters.use("targets", 0, (cluster, loop) -> {
            for (var section : cluster.view().sections(loop)) {
                outside.terminal().out().println(section.title());
                section.lines().forEach(line -> outside.terminal().out().println("  " + line));
            }
            return 0;
        });
    }
}
