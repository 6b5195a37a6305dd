/**
 * Nodes, the containers of their pods, and the kubelet that restarts them.
 *
 * <p>Everything lives on the loop. A process that is stopped does nothing and misses nothing: what it should have done waits until it goes on. What a process that
 * has ended should have done is forgotten.
 */
@NullMarked
package dev.lacuna.experiments.rehearsal.machine;

import org.jspecify.annotations.NullMarked;
