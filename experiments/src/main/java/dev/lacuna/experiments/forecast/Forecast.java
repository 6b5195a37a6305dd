package dev.lacuna.experiments.forecast;

import java.util.List;
import java.util.Optional;

/**
 * What to expect of a scenario.
 *
 * @param trials that were rehearsed
 * @param measured those of them whose fault was proved
 * @param cluster what the model was made of
 * @param leftOut what can't be foreseen, with the reason
 * @param none why there is no forecast at all
 * @param slos in the order of the scenario; those that are left out are not among them
 */
public record Forecast(
        int trials,
        int measured,
        long seed,
        KnownCluster cluster,
        List<String> leftOut,
        Optional<String> none,
        List<Expected> slos) {

    public Forecast {
        leftOut = List.copyOf(leftOut);
        slos = List.copyOf(slos);
    }
}
