package dev.lacuna.experiments.controlplane;

import dev.lacuna.engine.time.Interval;

/**
 * A filter in force.
 *
 * @param id for {@link NodeAgent#count} and {@link NodeAgent#remove}
 * @param since when it came into force
 */
public record AppliedFilter(String id, Interval since) {}
