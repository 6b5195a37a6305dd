/**
 * The probe {@code http}: a service of the user's own, asked as its users ask it.
 *
 * <p>Connections are the probe's own. Lives on the loop; a failed request is a bad sample.
 */
@NullMarked
package dev.lacuna.experiments.http;

import org.jspecify.annotations.NullMarked;
