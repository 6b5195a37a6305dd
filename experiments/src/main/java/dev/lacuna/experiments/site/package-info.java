/**
 * The place of a run, made of a control plane: faults and probes bound to it, the facts that guards ask for, the lock, the journal's copy, and the way back from what
 * an earlier run left.
 */
@NullMarked
package dev.lacuna.experiments.site;

import org.jspecify.annotations.NullMarked;
