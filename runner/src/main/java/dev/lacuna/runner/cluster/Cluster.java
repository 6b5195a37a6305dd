package dev.lacuna.runner.cluster;

import dev.lacuna.engine.run.Site;
import dev.lacuna.engine.scenario.Scenario;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.forecast.Forecast;
import java.util.Optional;

/** One cluster, connected. */
public interface Cluster extends AutoCloseable {

    Site site();

    ClusterView view();

    Recovery recovery();

    /**
     * What rehearsed trials of a scenario come to on a model of this cluster. Touches nothing.
     *
     * @param seed of the rehearsals' chance
     * @return empty where nobody knows a model of it
     */
    default Optional<Forecast> forecast(Scenario scenario, long seed, int trials, Loop loop) {
        return Optional.empty();
    }

    /**
     * This cluster as the text of a model to rehearse on, as {@code --cluster-model} reads it. Changes nothing.
     *
     * @return empty where no model of it can be made
     */
    default Optional<String> model(Loop loop) {
        return Optional.empty();
    }

    @Override
    void close();
}
