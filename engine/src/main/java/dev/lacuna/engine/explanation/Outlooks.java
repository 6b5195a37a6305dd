package dev.lacuna.engine.explanation;

import dev.lacuna.engine.probe.ProbeSpec;
import dev.lacuna.engine.scenario.Elections;
import dev.lacuna.engine.scenario.Scenario;
import dev.lacuna.engine.scenario.Slo;
import dev.lacuna.engine.slo.Bound.Direction;
import dev.lacuna.engine.slo.Measurement;
import dev.lacuna.engine.slo.Unit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds what timers say of a scenario's SLOs. */
public final class Outlooks {
    private final Scenario scenario;
    private final List<TimerBound> bounds;

    private Outlooks(Scenario scenario, List<TimerBound> bounds) {
        this.scenario = scenario;
        this.bounds = bounds;
    }

    /**
     * One for each SLO that timers bound, in the order of the scenario. With several experiments there is none: what one of them leaves behind changes what
     * the timers make of the next.
     *
     * @param bounds of the scenario's faults
     */
    public static List<Outlook> of(Scenario scenario, List<TimerBound> bounds) {
        if (scenario.experiments().size() > 1) {
            return List.of();
        }
        var outlooks = new Outlooks(scenario, List.copyOf(bounds));
        return scenario.slos().stream()
                .flatMap(slo -> outlooks.of(slo).stream())
                .toList();
    }

    private Optional<Outlook> of(Slo slo) {
        var limit = slo.bound().limit();
        if (limit.direction() != Direction.AT_MOST || limit.unit() != Unit.SECONDS) {
            return Optional.empty();
        }
        double asked = limit.value();
        return bounds.stream()
                .flatMap(bound -> waited(slo.measure(), bound).stream().map(wait -> outlook(slo, asked, bound, wait)))
                .findFirst();
    }

    private Optional<Wait> waited(String measure, TimerBound bound) {
        var election = Elections.PREFIX + "." + bound.of() + ".";
        if (measure.equals(election + Elections.GAP)) {
            return Optional.of(Wait.alone(bound.of()));
        }
        if (measure.equals(election + Elections.RECOVERY)) {
            return Optional.of(Wait.andThen(bound.of(), bound.firm(), "two renewals", bound.source()));
        }
        return probe(measure)
                .flatMap(probe -> probe.waits(measure))
                .filter(wait -> wait.of().equals(bound.of()));
    }

    private Optional<ProbeSpec> probe(String measure) {
        return scenario.probes().stream()
                .filter(probe -> probe.measures().contains(measure))
                .findFirst();
    }

    private static Outlook outlook(Slo slo, double asked, TimerBound bound, Wait wait) {
        var range = new Measurement(
                Math.max(0, bound.gap().lower() + wait.more().lower()),
                bound.gap().upper() + wait.more().upper(),
                Unit.SECONDS);
        return new Outlook(
                slo.name(),
                slo.measure(),
                asked,
                range,
                wait.what().isEmpty() ? bound.formula() : bound.formula() + "; " + wait.what(),
                Stream.of(bound.source(), wait.source())
                        .filter(text -> !text.isEmpty())
                        .distinct()
                        .reduce((a, b) -> a + "; " + b)
                        .orElse(""),
                asked < range.upper()
                        ? bound.remedy(asked - wait.more().upper()).map(way -> later(way, wait))
                        : Optional.empty());
    }

    private static Remedy later(Remedy way, Wait wait) {
        return new Remedy(way.setting(), way.bound() + wait.more().upper(), way.cost(), way.source());
    }
}
