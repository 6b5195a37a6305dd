package dev.lacuna.experiments.controlplane;

/**
 * A member of etcd.
 *
 * @param id hex, as the command line takes it
 * @param node where it runs; empty for an external one
 */
public record EtcdMember(
        String name, String id, String node, boolean voter, boolean healthy, boolean leader, long appliedIndex) {}
