package dev.lacuna.experiments.rehearsal.model;

import java.time.Duration;

/**
 * API servers and the balancer before them.
 *
 * @param latency of a request, without etcd's part
 * @param handshake of a new connection, TCP and TLS
 * @param watch from a change in the server's own etcd member to the client
 * @param start from the process's start to readiness
 * @param check how often the balancer asks each server's /readyz
 * @param checkTimeout of one such request
 * @param fall checks that must fail in a row before no new connection goes to the server
 * @param load its limits, and what others' load does to it
 * @param service the `kubernetes` Service
 */
public record ApiModel(
        Range latency,
        Range handshake,
        Range watch,
        Range start,
        Duration check,
        Duration checkTimeout,
        int fall,
        LoadModel load,
        ApiServiceModel service) {

    /** Balancer: HAProxy's inter 1s fall 2 rise 1, on-marked-down shutdown-sessions, as kubeadm's HA guide has it; the others measured. */
    public static ApiModel standard() {
        return new ApiModel(
                Range.millis(2, 15),
                Range.millis(2, 6),
                Range.millis(1, 5),
                Range.millis(1_500, 3_800),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                2,
                LoadModel.standard(),
                ApiServiceModel.standard());
    }
}
