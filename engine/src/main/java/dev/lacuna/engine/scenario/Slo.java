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

    /** The same as values are judged by it. */
    public dev.lacuna.engine.slo.Slo judged() {
        return new dev.lacuna.engine.slo.Slo(name, measure, statistic, bound.limit());
    }
}
