package dev.lacuna.experiments.kubernetes.api;

/**
 * What a command in a container left behind.
 *
 * @param stdout as far as it came, at most 1 MiB
 * @param stderr as far as it came, at most 1 MiB
 */
public record ExecResult(String stdout, String stderr, ExecExit exit) {}
