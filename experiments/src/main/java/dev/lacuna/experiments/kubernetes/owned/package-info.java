/**
 * Objects that a run makes for itself in a real cluster: how they are named, labelled, created and taken away.
 *
 * <p>All are in one namespace and carry {@code app.kubernetes.io/name=lacuna} and the run's ID, so that whoever cleans up finds them. Lives on the loop.
 */
@NullMarked
package dev.lacuna.experiments.kubernetes.owned;

import org.jspecify.annotations.NullMarked;
