/**
 * The probe {@code api}: requests to the Kubernetes API through the balancer, through one API server or through each by itself.
 *
 * <p>Every path has connections that nothing else uses. Lives on the loop; a failed request is a bad sample.
 */
@NullMarked
package dev.lacuna.experiments.api;

import org.jspecify.annotations.NullMarked;
