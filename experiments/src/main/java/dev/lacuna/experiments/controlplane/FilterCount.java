package dev.lacuna.experiments.controlplane;

/**
 * What a filter has done since it came into force.
 *
 * @param matched packets that it applied to
 * @param dropped packets that it dropped or refused
 */
public record FilterCount(long matched, long dropped) {}
