package dev.lacuna.experiments.rehearsal.model;

/**
 * A URL that the ready pods of a workload answer.
 *
 * @param url exactly as probes ask for it
 * @param workload namespace and name of the workload, apart by a slash
 * @param latency of a good answer
 * @param status of HTTP
 * @param text the answer's body
 */
public record ServiceModel(String url, String workload, Range latency, int status, String text) {}
