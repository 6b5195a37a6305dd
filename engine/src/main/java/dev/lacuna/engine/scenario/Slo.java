package dev.lacuna.engine.scenario;

import dev.lacuna.engine.scenario.shape.Origin;
import dev.lacuna.engine.slo.Statistic;
import java.util.Optional;

/**
 * A bound that a recovery must keep.
 *
 * @param name unique in its scenario
 * @param measure of a probe ({@code scheduling.recovery}) or an election ({@code election.kube-scheduler.gap})
 */
public record Slo(String name, String measure, Statistic statistic, Bound bound, Origin origin) {

    /** Why no value that so many trials give could judge it; empty if they can. */
    public Optional<String> unjudgeable(int trials) {
        return statistic.needs() <= trials
                ? Optional.empty()
                : Optional.of(
                        "%d trial%s can't support the %s of %s, which takes %d: it will be INCONCLUSIVE whatever is measured"
                                .formatted(
                                        trials, trials == 1 ? "" : "s", statistic.word(), measure, statistic.needs()));
    }

    /** The same as values are judged by it. */
    public dev.lacuna.engine.slo.Slo judged() {
        return new dev.lacuna.engine.slo.Slo(name, measure, statistic, bound.limit());
    }
}
