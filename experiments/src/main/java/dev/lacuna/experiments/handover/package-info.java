/**
 * Makes another one lead an election.
 *
 * <p>Crash and graceful end the leader's process and leave it to chance who wins next; certain stops the leader until another one has renewed twice and ends it then, so
 * that the old process can't win; lease writes a foreign holder into the record, without touching a node. Proof: a holder on another host, which renews. A handover
 * that stayed on its host proved nothing, and is tried again.
 *
 * <p>Transfer is for etcd alone, whose leader hands over to another voter when it is told to. Proof: the voters' own words, asked for in another pod.
 */
@NullMarked
package dev.lacuna.experiments.handover;

import org.jspecify.annotations.NullMarked;
