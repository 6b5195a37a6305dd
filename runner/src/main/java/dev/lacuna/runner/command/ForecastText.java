package dev.lacuna.runner.command;

import dev.lacuna.engine.explanation.Outlook;
import dev.lacuna.engine.scenario.Scenario;
import dev.lacuna.engine.slo.Statistic;
import dev.lacuna.engine.slo.Unit;
import dev.lacuna.experiments.forecast.Expected;
import dev.lacuna.experiments.forecast.Forecast;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A forecast in lines. */
final class ForecastText {
    private final Forecast forecast;
    private final int runTrials;

    ForecastText(Forecast forecast, Scenario scenario) {
        this.forecast = forecast;
        this.runTrials = scenario.trials().count();
    }

    /** What the cluster's own timers say of each SLO that they bound; what can't be met says so first. */
    static List<String> timers(List<Outlook> outlooks) {
        List<String> lines = new ArrayList<>();
        lines.add(outlooks.isEmpty() ? "timers: none bounds an SLO of this scenario" : "timers of the cluster:");
        for (Outlook outlook : outlooks) {
            lines.add("  %s (%s), %s asked: %s"
                    .formatted(
                            outlook.slo(),
                            outlook.measure(),
                            Unit.SECONDS.text(outlook.asked()),
                            chance(outlook.chance())));
            lines.add("    " + outlook.range() + ": " + outlook.formula());
            lines.add("    " + outlook.source());
            outlook.advice().ifPresent(advice -> lines.add("    " + advice));
        }
        return lines;
    }

    private static String chance(Outlook.Chance chance) {
        return switch (chance) {
            case KEPT -> "the timers keep it";
            case OPEN -> "the timers don't promise it";
            case IMPOSSIBLE -> "CAN'T BE MET by the cluster's own timers";
        };
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        var none = forecast.none();
        lines.add(
                none.isPresent()
                        ? "forecast: none: " + none.get()
                        : "forecast: %d of %d trials rehearsed on a simulated control plane, seed %d"
                                .formatted(forecast.measured(), forecast.trials(), forecast.seed()));
        lines.add("  like this cluster: " + String.join("; ", forecast.cluster().facts()));
        forecast.cluster().assumptions().forEach(text -> lines.add("  assumed: " + text));
        forecast.leftOut().forEach(text -> lines.add("  can't be forecast: " + text));
        forecast.slos().forEach(expected -> slo(expected, lines));
        return lines;
    }

    private void slo(Expected expected, List<String> lines) {
        var slo = expected.slo();
        var head = "  " + slo.name() + " (" + slo.measure() + "): ";
        if (expected.values().isEmpty()) {
            lines.add(head + "no rehearsed trial has a value for it");
            return;
        }
        lines.add(head + distribution(expected));
        lines.add("    " + slo.bound() + " asked: " + chance(expected));
        if (!expected.parts().isEmpty()) {
            lines.add("    goes into: "
                    + expected.parts().stream()
                            .map(part -> part.name() + " " + part.median() + often(part, expected))
                            .collect(Collectors.joining(", "))
                    + " (medians)");
        }
    }

    private static String often(Expected.Share part, Expected expected) {
        return part.trials() == expected.values().size()
                ? ""
                : " in " + part.trials() + " of " + expected.values().size();
    }

    private static String distribution(Expected expected) {
        return statistic("median", Statistic.MEDIAN, expected) + ", " + statistic("p95", Statistic.P95, expected)
                + ", from " + Statistic.MIN.of(expected.values()) + " to " + Statistic.MAX.of(expected.values());
    }

    private static String statistic(String word, Statistic statistic, Expected expected) {
        return expected.statistic(statistic)
                .map(value -> word + " " + value)
                .orElse("no " + word + ": it takes " + statistic.needs() + " trials");
    }

    private String chance(Expected expected) {
        int measured = expected.values().size();
        var unsure = expected.undecided() == 0
                ? ""
                : "; in %d of %d trials the error is too large to say".formatted(expected.undecided(), measured);
        var lost = measured == expected.trials()
                ? ""
                : "; %d of %d trials have no value".formatted(expected.trials() - measured, expected.trials());
        return misses(expected, measured) + unsure + lost;
    }

    /** Of n trials without a miss the true rate of misses is below about 3/n, with 95 % confidence (docs/measures.md, "Statistics over trials"). */
    private String misses(Expected expected, int measured) {
        double misses = expected.misses();
        var ofTrials = "%d of %d trials".formatted(expected.missed(), measured);
        if (misses <= 0) {
            double most = 1 - StrictMath.pow(1 - Math.min(1, 3.0 / measured), runTrials);
            return "none of %d trials missed it, so fewer than 1 in %d runs would (95 %% confidence)"
                    .formatted(measured, Math.max(1, (int) Math.floor(1 / most)));
        }
        if (misses >= 1) {
            return "every run would miss it (" + ofTrials + " did)";
        }
        return misses > 0.5
                ? String.format(Locale.ROOT, "%.0f of 100 runs would miss it (%s did)", misses * 100, ofTrials)
                : String.format(Locale.ROOT, "1 in %d runs would miss it (%s did)", Math.round(1 / misses), ofTrials);
    }
}
