/**
 * The timers of Kubernetes' elections as formulas: how long an election may be without a leader, and which setting bounds that otherwise (docs/mechanics.md,
 * "Elections"; docs/rehearsal.md, "Bounds by the code").
 *
 * <p>Values only: no clock, no thread. Only {@link dev.lacuna.experiments.timer.SeenElections} reads the cluster, on the run's thread; what it can't find there has no
 * bound.
 */
@NullMarked
package dev.lacuna.experiments.timer;

import org.jspecify.annotations.NullMarked;
