package dev.lacuna.experiments.controlplane;

import dev.lacuna.engine.time.Interval;

/** A record that was read consistently; it was so at some moment within {@code at} = [sent, answered]. */
public record LeaseRead(LeaseRecord record, Interval at) {}
