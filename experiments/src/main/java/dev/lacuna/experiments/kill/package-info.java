/**
 * Ends the process of a pod for real.
 *
 * <p>A static pod is signalled on its node: to delete its mirror ends nothing. An ordinary pod is evicted, deleted with its UID as precondition, or signalled.
 * Proof: the API server shows another container (or another pod), and the old one's end with an exit code that the signal explains.
 */
@NullMarked
package dev.lacuna.experiments.kill;

import org.jspecify.annotations.NullMarked;
