/**
 * What scheduler and controller manager do: their piece of work for whoever asks, but only while they lead, and not before their caches are filled. Also the canaries
 * that ask them, and the request paths.
 *
 * <p>Lives on the loop.
 */
@NullMarked
package dev.lacuna.experiments.rehearsal.work;

import org.jspecify.annotations.NullMarked;
