/**
 * Loss, partition and reset between peers and ports of the control plane.
 *
 * <p>Packets are dropped where they arrive, on the nodes concerned, in a table of the run's own whose elements the kernel forgets by itself. Proof: the kernel's own
 * counters of what matched and what was dropped, and for a partition a connection along the same path that fails while another one worked before.
 */
@NullMarked
package dev.lacuna.experiments.network;

import org.jspecify.annotations.NullMarked;
