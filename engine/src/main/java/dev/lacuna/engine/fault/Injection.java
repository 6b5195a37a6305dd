package dev.lacuna.engine.fault;

import dev.lacuna.engine.time.Interval;

/**
 * When a fault was injected.
 *
 * <p>Of several victims both span all of them: from the earliest that the first may have been hit, to the latest that the last may have been.
 *
 * @param command when the command was carried out: the signal sent, the filter set
 * @param effect when it took effect: the process gone or stopped, the path cut. Gaps and recoveries are measured from here
 */
public record Injection(Interval command, Interval effect) {}
