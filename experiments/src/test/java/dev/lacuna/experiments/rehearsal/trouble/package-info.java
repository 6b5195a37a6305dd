/**
 * The runner under its own chaos: drawn scenarios on drawn clusters with drawn troubles, in virtual time, and after each run every promise held against what a witness
 * saw that knows the simulated cluster and nothing of the run.
 */
@NullMarked
package dev.lacuna.experiments.rehearsal.trouble;

import org.jspecify.annotations.NullMarked;
