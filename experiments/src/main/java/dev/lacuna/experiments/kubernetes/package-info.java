/**
 * The port {@link dev.lacuna.experiments.controlplane.ControlPlane} on a real cluster.
 *
 * <p>{@link dev.lacuna.experiments.kubernetes.LiveControlPlane} joins small classes, one for each duty: ways to the API servers, elections, removal of pods,
 * etcd, helper pods with their agents, the registry of runs. All of them read and write raw JSON through {@code kubernetes.api}.
 *
 * <p>Threads: calls may come from the run's thread or the loop; state is touched, and answers complete, on the loop only. Failures: a read goes on to
 * the next API server when one does not answer; what changes something is sent once, and again only where it surely never left. An
 * {@link dev.lacuna.experiments.kubernetes.api.ApiException} says what the cluster refused or did not answer, a
 * {@link dev.lacuna.engine.fault.FaultException} what a fault can't have. Every call has an end.
 */
@NullMarked
package dev.lacuna.experiments.kubernetes;

import org.jspecify.annotations.NullMarked;
