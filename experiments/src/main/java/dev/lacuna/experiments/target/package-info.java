/**
 * What people mean by a target ({@code {leader: kube-scheduler}}), and which pods that is now.
 *
 * <p>Resolving reads the cluster and touches nothing. Zero matches is an error that says what there is instead.
 */
@NullMarked
package dev.lacuna.experiments.target;

import org.jspecify.annotations.NullMarked;
