package dev.lacuna.experiments.controlplane;

import dev.lacuna.engine.time.Interval;
import java.util.Optional;

/**
 * The end of a packet filter.
 *
 * @param at when it was removed: not before the lower bound, not after the upper
 * @param last what its counters said right before; empty where it was not there any more
 */
public record RemovedFilter(Interval at, Optional<FilterCount> last) {}
