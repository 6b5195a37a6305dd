/**
 * The only way to know the time, to wait, to run something later and to be random.
 *
 * <p>A run is written as a plain sequence that {@linkplain dev.lacuna.engine.time.Loop#await awaits}; everything that happens beside it (probes,
 * answers, timers) is an event on the run's {@link dev.lacuna.engine.time.Loop}. On a real cluster the loop is one named thread; in a rehearsal it is a
 * queue of events in virtual time, ordered by time and then by arrival, so that a seed repeats a run exactly.
 *
 * <p>Where several such sequences go on at a time they are {@link dev.lacuna.engine.time.Strands}, which take turns at the run's one way to wait.
 *
 * <p>State that belongs to the loop (probes, watches, agents) is touched on the loop only and needs no lock.
 */
@NullMarked
package dev.lacuna.engine.time;

import org.jspecify.annotations.NullMarked;
