/**
 * What runs on a cluster beside its control plane: ordinary pods and what makes them anew, operators, and the services that ready pods answer.
 *
 * <p>Lives on the loop. Nothing here happens by itself: pods are placed by a scheduler that leads, made anew and listed behind their service by a controller manager that leads
 * (or by an operator that does), started and ended by a kubelet that is in touch with the API.
 */
@NullMarked
package dev.lacuna.experiments.rehearsal.app;

import org.jspecify.annotations.NullMarked;
