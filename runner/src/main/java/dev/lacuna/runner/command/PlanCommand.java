package dev.lacuna.runner.command;

import dev.lacuna.engine.run.Ending;
import dev.lacuna.engine.scenario.Scenario;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Shows all that a run would do, and does nothing:",
            "targets by name, who leads, what is left of etcd and the API servers, what each guard says, rights that lack, settings and where they come from, and what to expect."
        },
        footer = {"", "Example:", "  lacuna plan scenarios/scheduler-leader-crash.yaml --context staging"})
final class PlanCommand implements Callable<Integer> {
    private final Outside outside;

    @Mixin
    private ScenarioFiles files = new ScenarioFiles();

    @Mixin
    private Choices choices = new Choices();

    @Mixin
    private final ForecastFlags forecast = new ForecastFlags();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    PlanCommand(Outside outside) {
        this.outside = outside;
    }

    @Override
    public Integer call() {
        var settings = SettingFlags.settings(spec, outside);
        var allowed = choices.allowed();
        forecast.check();
        var scenarios = files.read(outside);
        var clusters = new Clusters(outside, settings);
        clusters.tellRehearsal();
        PlanText.settings(settings).forEach(outside.terminal().out()::println);
        long chosen = choices.seed().orElseGet(outside.beat()::freshSeed);
        var worst = Ending.PASSED;
        for (Scenario scenario : scenarios) {
            outside.terminal().out().println();
            worst = worst.orWorse(clusters.use("plan", chosen, (cluster, loop) -> {
                var plan = new PlanText(scenario, cluster.site(), clusters.label(), allowed, loop);
                plan.lines().forEach(outside.terminal().out()::println);
                forecast.lines(scenario, cluster, chosen, loop)
                        .forEach(outside.terminal().out()::println);
                return plan.ending();
            }));
        }
        return worst.exitCode();
    }
}
