/**
 * Open-loop sampling of what must go on working: requests are sent on a fixed schedule whatever became of earlier ones, and what came of them becomes gaps
 * whose ends are known within bounds.
 *
 * <p>A probe lives on the run's loop: it is started, stopped and read there. It never throws for a failed request; that is a sample.
 */
@NullMarked
package dev.lacuna.engine.probe;

import org.jspecify.annotations.NullMarked;
