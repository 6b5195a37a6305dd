/**
 * What the probes of a cluster share: how one is made of what a scenario asks, paths that are sampled, gaps that are told and kept.
 *
 * <p>Everything here lives on the run's loop and waits for nothing. A request that fails is a bad sample, never an exception. What was not seen is missing
 * from the measures, so that it can't make an SLO pass.
 */
@NullMarked
package dev.lacuna.experiments.probe;

import org.jspecify.annotations.NullMarked;
