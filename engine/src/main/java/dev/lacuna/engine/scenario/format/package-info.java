/**
 * The scenario file: which fields it has, and how files, folders and texts become scenarios or problems.
 *
 * <p>Faults and probes come as {@link dev.lacuna.engine.scenario.format.FaultKind} and {@link dev.lacuna.engine.scenario.format.ProbeKind}; the format
 * knows none by name. A format is immutable and safe for any thread. Reading throws for nothing that a file holds or a file system does.
 */
@NullMarked
package dev.lacuna.engine.scenario.format;

import org.jspecify.annotations.NullMarked;
