/**
 * The network between the machines: what packet filters do to it.
 *
 * <p>TCP is simulated by its retransmissions alone: a packet that is dropped comes later, one that is always dropped never. Lives on the loop.
 */
@NullMarked
package dev.lacuna.experiments.rehearsal.wire;

import org.jspecify.annotations.NullMarked;
