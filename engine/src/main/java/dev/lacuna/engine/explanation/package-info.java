/**
 * Where the time of a recovery goes, and what the cluster's own timers allow.
 *
 * <p>Faults and probes contribute what they alone know: {@link dev.lacuna.engine.explanation.Milestone}s and
 * {@link dev.lacuna.engine.explanation.Span}s after a trial, {@link dev.lacuna.engine.explanation.TimerBound}s before it. Here these are put together, without
 * knowing any kind of fault: a {@link dev.lacuna.engine.explanation.Breakdown} for each measure, an {@link dev.lacuna.engine.explanation.Outlook} for each SLO.
 *
 * <p>Everything here is a value: no clock, no thread, no state. What nobody has measured, or no timer bounds, is left out; nothing is made up for it.
 */
@NullMarked
package dev.lacuna.engine.explanation;

import org.jspecify.annotations.NullMarked;
