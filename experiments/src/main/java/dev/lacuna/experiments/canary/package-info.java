/**
 * The probe {@code canary}: a component is asked again and again to do its job on a small object of the run's own.
 *
 * <p>Open loop: it is asked on schedule whether or not it has done what it was asked before. An ask is good when the work was seen done within the timeout. Lives
 * on the loop; an ask that fails is a bad sample.
 */
@NullMarked
package dev.lacuna.experiments.canary;

import org.jspecify.annotations.NullMarked;
