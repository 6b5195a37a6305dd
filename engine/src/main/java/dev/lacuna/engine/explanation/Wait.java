package dev.lacuna.engine.explanation;

import dev.lacuna.engine.slo.Measurement;

/**
 * What a probe's measure has to wait for after a leader's end: somebody who leads, and then some more.
 *
 * @param of the election, by its name
 * @param more in seconds, from the new leader's first record on
 * @param what that is, in words
 * @param source where {@code more} comes from
 */
public record Wait(String of, Measurement more, String what, String source) {}
