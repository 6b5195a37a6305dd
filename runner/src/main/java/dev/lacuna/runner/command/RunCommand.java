package dev.lacuna.runner.command;

import dev.lacuna.engine.run.Ending;
import dev.lacuna.engine.scenario.Scenario;
import dev.lacuna.runner.view.LogView;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Runs scenarios, one after another: injects their faults, proves them, measures the recovery, heals, judges.",
        footer = {
            "",
            "Examples:",
            "  lacuna run scenarios/scheduler-leader-crash.yaml --context staging",
            "  lacuna run scenarios/ --context staging --trials 5 --seed 42 --yes --output results",
            "",
            "Of several scenarios each waits until the cluster is as it was before the first. The worst exit code counts: 5 before 143, 130, 1, 6, 2, 4, 3 and 0."
        })
final class RunCommand implements Callable<Integer> {
    private final Outside outside;

    @Mixin
    private ScenarioFiles files = new ScenarioFiles();

    @Option(
            names = "--trials",
            paramLabel = "NUMBER",
            description = "How many trials, instead of the scenario's number.")
    private Optional<Integer> trials = Optional.empty();

    @Mixin
    private Choices choices = new Choices();

    @Option(names = "--step", description = "Ask before each injection.")
    private boolean step;

    @Option(names = "--yes", description = "Don't ask before the run begins.")
    private boolean yes;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    RunCommand(Outside outside) {
        this.outside = outside;
    }

    @Override
    public Integer call() {
        var settings = SettingFlags.settings(spec, outside);
        var allowed = choices.allowed();
        if (trials.filter(count -> count < 1).isPresent()) {
            throw CommandFailure.usage("--trials " + trials.get() + ": needed is 1 or more");
        }
        if (step && !new Question(outside).canBeAsked()) {
            throw CommandFailure.usage(
                    "--step asks before each injection, and here is nobody to ask: no terminal, or CI=true");
        }
        var scenarios = files.read(outside);
        new Clusters(outside, settings).tellRehearsal();
        var order = new OneRun.Order(settings, trials, choices.seed(), step, yes, allowed);
        if (order.json()) {
            LogView.logJson(outside.terminal().err());
        }
        return all(scenarios, order).exitCode();
    }

    /** After a signal, or with something left in the cluster, no further run begins, nor without a way to the cluster. */
    private Ending all(List<Scenario> scenarios, OneRun.Order order) {
        var series = new Series(order.remarks(outside), scenarios.size() > 1);
        var worst = Ending.PASSED;
        for (Scenario scenario : scenarios) {
            worst = worst.orWorse(new OneRun(outside, order, series, scenario).execute());
            series.next();
            if (series.inVain()
                    || worst == Ending.NOT_HEALED
                    || worst == Ending.INTERRUPTED
                    || worst == Ending.TERMINATED) {
                break;
            }
        }
        return worst;
    }
}
