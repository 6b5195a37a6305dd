/**
 * Guards: what must not be done to a cluster, and why not.
 *
 * <p>A guard looks at the impact of a fault and at the facts of the cluster, both read before anything is touched, and may refuse. A refusal names the guard,
 * the fact and how to consent. Guards are pure: no I/O, no clock.
 */
@NullMarked
package dev.lacuna.engine.safeguard;

import org.jspecify.annotations.NullMarked;
