/**
 * From measured values to a verdict that a CI job can trust.
 *
 * <p>A {@link dev.lacuna.engine.slo.Measurement} carries its error as a range, a {@link dev.lacuna.engine.slo.Statistic} combines those of
 * several trials, and an {@link dev.lacuna.engine.slo.Slo} judges the outcome: PASS only where the whole range keeps the bound, FAIL only where
 * the whole range breaks it, INCONCLUSIVE everywhere else. What was not measured is a range without ends, so no data is never a pass.
 *
 * <p>Everything here is a value: no clock, no thread, no state. What can't be computed is a verdict with a reason in words, never an exception;
 * exceptions are for contradictions between arguments.
 */
@NullMarked
package dev.lacuna.engine.slo;

import org.jspecify.annotations.NullMarked;
