/**
 * The port to a control plane on a simulated one in virtual time: for rehearsals, and for tests of the runner itself.
 *
 * <p>Everything happens on the loop that is handed in, in no real time, and is repeated exactly by the loop's seed. One package for each thing that is simulated: nodes and
 * kubelets ({@code machine}), the network ({@code wire}), {@code etcd}, API servers and balancer ({@code api}), elections ({@code lease}), the components' work
 * ({@code work}), agents ({@code agent}). What it takes for given, and from where, is in docs/rehearsal.md. Faults and probes don't know that it is not real.
 */
@NullMarked
package dev.lacuna.experiments.rehearsal;

import org.jspecify.annotations.NullMarked;
