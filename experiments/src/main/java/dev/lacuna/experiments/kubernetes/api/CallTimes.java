package dev.lacuna.experiments.kubernetes.api;

import java.util.OptionalLong;

/**
 * When the parts of one call happened, in nanoseconds of the run's monotonic clock.
 *
 * @param begun the call was handed to the network
 * @param sent the first byte of the request was about to be written; empty if it never came so far, and then the server has not seen it
 * @param answered the head of the response had just been read; empty if none came
 * @param newConnection whether a connection was opened for it
 */
public record CallTimes(long begun, OptionalLong sent, OptionalLong answered, boolean newConnection) {}
