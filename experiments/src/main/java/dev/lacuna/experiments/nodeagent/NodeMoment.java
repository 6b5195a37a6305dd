package dev.lacuna.experiments.nodeagent;

/**
 * A moment on a node's own monotonic clock, within bounds. Not an {@code Interval}, so that the two clocks can't be
 * mixed up.
 */
record NodeMoment(long lower, long upper) {}
