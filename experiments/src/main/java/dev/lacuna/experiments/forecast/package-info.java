/**
 * What to expect of a scenario: many seeded rehearsals of one trial each, on a simulated control plane that is like the one at hand as far as that is known.
 *
 * <p>{@link dev.lacuna.experiments.forecast.KnownCluster} reads a real cluster, on the run's thread. The trials themselves are in virtual time and touch no cluster; the
 * same scenario, model, seed and number give the same forecast. What can't be simulated is named and left out, or there is no forecast, with the reason.
 */
@NullMarked
package dev.lacuna.experiments.forecast;

import org.jspecify.annotations.NullMarked;
