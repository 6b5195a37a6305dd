package dev.lacuna.engine.explanation;

import dev.lacuna.engine.time.Interval;

/**
 * A part of a recovery.
 *
 * @param name in words: {@code lease left to run}
 * @param length in nanoseconds; as wide as the errors of both its ends together
 * @param source how its end is known
 */
public record Part(String name, Interval length, String source) {}
