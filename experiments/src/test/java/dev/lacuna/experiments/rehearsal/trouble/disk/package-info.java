/**
 * A disk in memory that can fill up: only what a run needs to write its journal and its reports.
 *
 * <p>Used by one run, and so by one thread at a time.
 */
@NullMarked
package dev.lacuna.experiments.rehearsal.trouble.disk;

import org.jspecify.annotations.NullMarked;
