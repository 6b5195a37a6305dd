package dev.lacuna.engine.scenario;

import dev.lacuna.engine.scenario.shape.Origin;
import dev.lacuna.engine.slo.Statistic;

/**
 * A bound that a recovery must keep.
 *
 * @param name unique in its scenario
 * @param measure of a probe ({@code scheduling.recovery}) or an election ({@code election.kube-scheduler.gap})
 */
public record Slo(String name, String measure, Statistic statistic, Bound bound, Origin origin) {
    private static final double NANOS_IN_SECOND = 1e9;

    /** The same as values are judged by it: times in seconds. */
    public dev.lacuna.engine.slo.Slo judged() {
        var unit = switch (bound.unit()) {
            case DURATION -> dev.lacuna.engine.slo.Unit.SECONDS;
            case SHARE -> dev.lacuna.engine.slo.Unit.SHARE;
            case NUMBER -> dev.lacuna.engine.slo.Unit.COUNT;
        };
        double value = bound.unit() == Unit.DURATION ? bound.amount() / NANOS_IN_SECOND : bound.amount();
        return new dev.lacuna.engine.slo.Slo(
                name,
                measure,
                statistic,
                bound.side() == Bound.Side.AT_MOST
                        ? dev.lacuna.engine.slo.Bound.atMost(value, unit)
                        : dev.lacuna.engine.slo.Bound.atLeast(value, unit));
    }
}
