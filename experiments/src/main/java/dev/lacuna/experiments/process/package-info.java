/**
 * The process behind a control plane's pod: found by its container's ID, signalled on its node, and its restart seen through the API.
 *
 * <p>Deed and proof are kept apart: the node's agent sends the signal and reports the moment of death; that the container is another one now is read from the API server.
 */
@NullMarked
package dev.lacuna.experiments.process;

import org.jspecify.annotations.NullMarked;
