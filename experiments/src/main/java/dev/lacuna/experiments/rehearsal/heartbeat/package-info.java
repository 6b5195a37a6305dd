/**
 * How a cluster notices that a node is gone: kubelets' heartbeats, and the controllers in the controller manager that mark a silent node NotReady, taint it, and remove ordinary
 * pods from it.
 *
 * <p>Lives on the loop. Heartbeats are requests like any others, so whatever keeps a kubelet's requests away silences it. The controllers work only while the controller
 * manager leads; a new leader waits the whole grace anew, as it has seen no heartbeat yet.
 */
@NullMarked
package dev.lacuna.experiments.rehearsal.heartbeat;

import org.jspecify.annotations.NullMarked;
