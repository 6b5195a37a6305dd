/**
 * Puts the program together: which faults and probes there are, and how a real cluster is reached. The only place of the runner that knows experiments.
 *
 * <p>Called on the main thread; each part is made when a command asks for it, because a start must not pay for what it doesn't use.
 */
@NullMarked
package dev.lacuna.runner.wiring;

import org.jspecify.annotations.NullMarked;
