/**
 * The network between the machines: what packet filters do to it.
 *
 * <p>A request's packets that are dropped come later, those that are always dropped never; a connection that is kept and busy is simulated by the segment ({@link dev.lacuna.experiments.rehearsal.wire.Stream}). Lives on the loop.
 */
@NullMarked
package dev.lacuna.experiments.rehearsal.wire;

import org.jspecify.annotations.NullMarked;
