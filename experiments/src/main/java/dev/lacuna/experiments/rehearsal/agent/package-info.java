/**
 * Agents on simulated nodes: the port's {@link dev.lacuna.experiments.controlplane.NodeAgent}, with the leases by which a real one undoes what it did when nobody speaks to it.
 *
 * <p>Lives on the loop.
 */
@NullMarked
package dev.lacuna.experiments.rehearsal.agent;

import org.jspecify.annotations.NullMarked;
