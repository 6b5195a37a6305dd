package dev.lacuna.runner.command;

import dev.lacuna.engine.time.Loop;
import dev.lacuna.runner.cluster.Cluster;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "targets",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Shows what a cluster offers to hit: components, leaders, elections, API servers, layout. Touches nothing.",
        footer = {
            "",
            "Examples:",
            "  lacuna targets --context staging",
            "  lacuna targets --context staging --as-model > staging.yaml"
        })
final class TargetsCommand implements Callable<Integer> {
    private final Outside outside;

    @Option(
            names = "--as-model",
            description =
                    "Print a model of the cluster instead, as --cluster-model takes it, with where each value is from. Reads the API a few times to measure it.")
    private boolean asModel;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    TargetsCommand(Outside outside) {
        this.outside = outside;
    }

    @Override
    public Integer call() {
        var settings = SettingFlags.settings(spec, outside);
        var clusters = new Clusters(outside, settings);
        if (asModel) {
            return clusters.use("targets", 0, this::model);
        }
        clusters.tellRehearsal();
        return clusters.use("targets", 0, (cluster, loop) -> {
            for (var section : cluster.view().sections(loop)) {
                outside.terminal().out().println(section.title());
                section.lines().forEach(line -> outside.terminal().out().println("  " + line));
            }
            return 0;
        });
    }

    private int model(Cluster cluster, Loop loop) {
        var model = cluster.model(loop)
                .orElseThrow(() -> CommandFailure.usage(
                        "no model can be made of this cluster: it shows no node with a control plane"));
        outside.terminal().out().print(model);
        return 0;
    }
}
