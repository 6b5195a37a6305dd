/**
 * The port's request paths on a real cluster: each has an endpoint, and so connections, of its own.
 *
 * <p>Lives on the loop. A request is sent once; a connection that breaks fails the request that was on it, and no other takes its place before the next one. A
 * connection that is kept and hangs is given up after 15 to 30 s, much as the control plane's own clients do (30 s idle, 15 s ping).
 */
@NullMarked
package dev.lacuna.experiments.kubernetes.path;

import org.jspecify.annotations.NullMarked;
