/**
 * What truly happens in a simulated cluster, as it happens and whatever a run is told of it: for tests of the runner, which must not learn the truth by the port that they test.
 *
 * <p>Lives on the loop. Nothing in the simulation depends on who listens.
 */
@NullMarked
package dev.lacuna.experiments.rehearsal.witness;

import org.jspecify.annotations.NullMarked;
