package dev.lacuna.runner.command;

import dev.lacuna.engine.run.Ending;
import dev.lacuna.engine.safeguard.Guards;
import dev.lacuna.engine.scenario.Scenario;
import dev.lacuna.engine.scenario.shape.Guess;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Shows all that a run would do, and does nothing: targets by name, who leads, rights that lack, what the guards say, settings and where they come from, and what to expect.",
        footer = {"", "Example:", "  lacuna plan scenarios/scheduler-leader-crash.yaml --context staging"})
final class PlanCommand implements Callable<Integer> {
    private final Outside outside;

    @Parameters(paramLabel = "FILE|FOLDER", arity = "1..*", description = "Scenario files, or folders of them.")
    private List<String> files = List.of();

    @Option(
            names = "--seed",
            paramLabel = "NUMBER",
            description = "Makes the random choices. Left out: a fresh one, which the report tells.")
    private Optional<Long> seed = Optional.empty();

    @Option(names = "--allow", paramLabel = "GUARD", description = "Consent to what this guard refuses. Repeatable.")
    private List<String> allow = List.of();

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
        requireGuards(allow);
        var scenarios = Scenarios.read(files, outside);
        var clusters = new Clusters(outside, settings);
        clusters.tellRehearsal();
        PlanText.settings(settings).forEach(outside.terminal().out()::println);
        long chosen = seed.orElseGet(outside.beat()::freshSeed);
        var worst = Ending.PASSED;
        for (Scenario scenario : scenarios) {
            outside.terminal().out().println();
            worst = worst.orWorse(clusters.use("plan", chosen, (cluster, loop) -> {
                var plan = new PlanText(scenario, cluster.site(), Set.copyOf(allow), loop);
                plan.lines().forEach(outside.terminal().out()::println);
                forecast.lines(scenario, cluster, chosen, loop)
                        .forEach(outside.terminal().out()::println);
                return plan.ending();
            }));
        }
        return worst.exitCode();
    }

    /** @throws CommandFailure for a word that is no guard's */
    static void requireGuards(List<String> allowed) {
        for (String word : allowed) {
            if (!Guards.names().contains(word)) {
                throw CommandFailure.usage(
                        "--allow " + word + ": there is no such guard" + Guess.orAllowed(word, Guards.names()));
            }
        }
    }
}
