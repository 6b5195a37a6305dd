/**
 * The probe {@code pods}: how many pods of a selector are ready.
 *
 * <p>It looks through the API. While the API doesn't answer nothing is known of the pods: the time in which they may have been gone gets longer, but no pod is
 * said to be gone. Lives on the loop.
 */
@NullMarked
package dev.lacuna.experiments.pods;

import org.jspecify.annotations.NullMarked;
