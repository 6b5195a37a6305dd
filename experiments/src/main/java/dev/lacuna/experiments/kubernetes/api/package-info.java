/**
 * Speaks to one Kubernetes API server, or to one way to it.
 *
 * <p>{@link dev.lacuna.experiments.kubernetes.api.Access} is how to reach a cluster and with which credentials;
 * {@link dev.lacuna.experiments.kubernetes.api.ApiEndpoint} is one way to it (the server of the kubeconfig, or one instance by its address) with
 * connections of its own. Calls are raw JSON: a cluster newer than this program is read as well as an older one.
 * {@link dev.lacuna.experiments.kubernetes.api.ResourceWatch} keeps a list up to date and reports its own gaps;
 * {@link dev.lacuna.experiments.kubernetes.api.ExecStream} keeps a command in a container within a line's reach.
 *
 * <p>Threads: everything that a caller gets (futures, listeners) comes on the run's loop. Waiting for the network happens on the threads that were
 * handed to the endpoint, and on a few daemon threads of OkHttp's own (timeouts, pings).
 *
 * <p>Failures: an answer that did not come is a value ({@link dev.lacuna.experiments.kubernetes.api.Unanswered}) where callers measure, and an
 * {@link dev.lacuna.experiments.kubernetes.api.ApiException} where they only want the answer. Nothing is sent twice unless the caller asked for it by
 * name ({@link dev.lacuna.experiments.kubernetes.api.ReadRetry}), and what changes something never is.
 */
@NullMarked
package dev.lacuna.experiments.kubernetes.api;

import org.jspecify.annotations.NullMarked;
