/**
 * The implied probe {@code election.<lease>}: who holds a lease, since when, and for how long nobody did.
 *
 * <p>A holder's first record is known within bounds. It is not younger than its first delivery by a watch of any API server, nor than a consistent read that
 * showed it. It is not older than the last consistent read that still showed the record before, than the moment that the new holder itself wrote into it (mapped
 * by the clock of the agent on the holder's node), than the record before. That a watch has delivered the older record proves no more than their order.
 *
 * <p>Reads are made only while a takeover is possible: one at a time, each 5 ms after the last. Lives on the loop; a read that fails is left out.
 */
@NullMarked
package dev.lacuna.experiments.election;

import org.jspecify.annotations.NullMarked;
