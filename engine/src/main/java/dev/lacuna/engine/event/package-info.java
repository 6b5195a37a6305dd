/**
 * One stream of events for each run. Report, live view, log and metrics are its readers and read nothing else.
 *
 * <p>Events are published on the loop or by the run's thread, numbered in the order of publication, and handed to all readers at once; a reader that throws is
 * dropped with a warning, because no reader may stop a run from healing.
 */
@NullMarked
package dev.lacuna.engine.event;

import org.jspecify.annotations.NullMarked;
