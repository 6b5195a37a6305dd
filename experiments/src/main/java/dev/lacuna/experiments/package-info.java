/**
 * What can be done to a control plane, and to what.
 *
 * <p>One package for each family of faults and of probes, each of the same inner shape; {@link dev.lacuna.experiments.Experiments} lists them. They speak to a
 * cluster through the port in {@code controlplane} only.
 */
@NullMarked
package dev.lacuna.experiments;

import org.jspecify.annotations.NullMarked;
