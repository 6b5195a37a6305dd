package dev.lacuna.experiments.controlplane;

/**
 * A record that a watch delivered.
 *
 * @param received when its first delivery came in: the record is not younger
 * @param initial whether it is the state that the watch began with, or came after a gap in the watch: then its age is not known
 */
public record LeaseSeen(LeaseRecord record, long received, boolean initial) {}
