package dev.lacuna.runner.command;

import dev.lacuna.engine.fault.ClusterFailure;
import dev.lacuna.engine.fault.FaultException;
import dev.lacuna.engine.run.Preflight;
import dev.lacuna.engine.scenario.Scenario;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.engine.time.Overdue;
import dev.lacuna.runner.cluster.Cluster;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;

/** Whether a plan tells what to expect, and from how many rehearsed trials. */
final class ForecastFlags {
    private static final int MOST = 10_000;

    @Option(
            names = "--forecast",
            paramLabel = "NUMBER",
            defaultValue = "200",
            description =
                    "Rehearsed trials that the forecast is made from, on a simulated control plane like this one. Default: ${DEFAULT-VALUE}.")
    private int trials = 200;

    @Option(names = "--no-forecast", description = "Only what the timers' formulas say; no rehearsed trials.")
    private boolean off;

    /** @throws CommandFailure for a number that makes no forecast */
    void check() {
        if (trials < 1 || trials > MOST) {
            throw CommandFailure.usage("--forecast " + trials + ": needed is a number from 1 to " + MOST);
        }
    }

    /** What to expect of a scenario: by the formulas of timers, and by rehearsed trials. */
    List<String> lines(Scenario scenario, Cluster cluster, long seed, Loop loop) {
        List<String> lines = new ArrayList<>(timers(scenario, cluster, loop));
        if (!off) {
            lines.addAll(rehearsed(scenario, cluster, seed, loop));
        }
        return lines;
    }

    private static List<String> timers(Scenario scenario, Cluster cluster, Loop loop) {
        try {
            return ForecastText.timers(new Preflight(scenario, cluster.site(), Set.of()).outlooks(1, loop));
        } catch (ClusterFailure | FaultException | Overdue e) {
            return List.of("timers: not known: " + e.getMessage());
        }
    }

    /** A plan without a forecast is still a plan. */
    private List<String> rehearsed(Scenario scenario, Cluster cluster, long seed, Loop loop) {
        try {
            return cluster.forecast(scenario, seed, trials, loop)
                    .map(forecast -> new ForecastText(forecast, scenario).lines())
                    .orElse(List.of("forecast: none: this cluster shows no control-plane node to model"));
        } catch (UncheckedIOException e) {
            return List.of("forecast: none: " + e.getMessage() + ": " + e.getCause());
        } catch (ClusterFailure | Overdue e) {
            return List.of("forecast: none: " + e.getMessage());
        }
    }
}
