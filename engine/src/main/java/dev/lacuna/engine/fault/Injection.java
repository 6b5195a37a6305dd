package dev.lacuna.engine.fault;

import dev.lacuna.engine.time.Interval;

/**
 * When a fault was injected.
 *
 * @param command when the command was carried out: the signal sent, the filter set
 * @param effect when it took effect: the process gone or stopped, the path cut. Gaps and recoveries are measured from here
 */
public record Injection(Interval command, Interval effect) {}
