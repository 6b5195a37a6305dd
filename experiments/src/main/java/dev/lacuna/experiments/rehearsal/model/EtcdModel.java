package dev.lacuna.experiments.rehearsal.model;

import java.time.Duration;

/**
 * etcd's members.
 *
 * @param heartbeat of the leader
 * @param election least time without a heartbeat before a member stands for election; the most is twice that
 * @param peer one way of a message between two members, with its write to disk
 * @param start from the process's start to the first word with its peers
 * @param reconnect first pause before an API server dials its member again; the next ones are 1.6 times as long each
 * @param command from asking for a command in a member's pod to its first word with the member
 */
public record EtcdModel(
        Duration heartbeat, Duration election, Range peer, Range start, Range reconnect, Range command) {

    public EtcdModel {
        if (heartbeat.isZero() || election.compareTo(heartbeat.multipliedBy(5)) < 0) {
            throw new IllegalArgumentException(
                    "etcd needs an election timeout of at least 5 heartbeats, found %s and %s"
                            .formatted(election, heartbeat));
        }
    }

    /** 100 ms and 1000 ms: etcd-io/etcd server/embed/config.go. Reconnect: gRPC's back-off of 1 s and 1.6 s with jitter (grpc-go backoff/backoff.go). */
    public static EtcdModel standard() {
        return new EtcdModel(
                Duration.ofMillis(100),
                Duration.ofMillis(1_000),
                Range.millis(0, 1),
                Range.millis(800, 2_000),
                Range.millis(800, 1_200),
                Range.millis(60, 150));
    }
}
