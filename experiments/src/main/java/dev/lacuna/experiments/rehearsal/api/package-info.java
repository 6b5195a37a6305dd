/**
 * API servers, the balancer before them, and those that speak to them.
 *
 * <p>A request is one packet there and one back, with the server's own work and etcd's agreement in between. Its answer may never come: who asks sets the time limit.
 * Lives on the loop.
 */
@NullMarked
package dev.lacuna.experiments.rehearsal.api;

import org.jspecify.annotations.NullMarked;
