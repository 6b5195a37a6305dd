package dev.lacuna.experiments.rehearsal.api;

import dev.lacuna.experiments.rehearsal.etcd.Member;
import dev.lacuna.experiments.rehearsal.etcd.Request;
import dev.lacuna.experiments.rehearsal.model.EtcdModel;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * An API server's connection to the member of its own node. While it is down requests wait; it is made anew with gRPC's back-off, whose pauses are 1.6 times as long each time
 * (grpc-go backoff/backoff.go). An attempt that the member's process takes before it has joined its peers is answered when it has. Measured: docs/rehearsal.md, "How close it is".
 */
final class EtcdLink {
    private static final double LONGER = 1.6;
    private final Member member;
    private final EtcdModel model;
    private final RandomGenerator chance;
    private final List<Waiting> waiting = new ArrayList<>();
    private long brokenAt;
    private long openFrom;

    private record Waiting(Call call, Request request) {}

    EtcdLink(Member member, EtcdModel model, RandomGenerator chance) {
        this.member = member;
        this.model = model;
        this.chance = chance;
    }

    /** Whether requests go straight to the member now. */
    boolean open() {
        return member.listens() && member.machine().loop().now() >= openFrom;
    }

    /** Hands a request over, now or when the connection is there again and somebody still waits for its answer. */
    void submit(Call call, Request request) {
        if (open()) {
            member.submit(request);
        } else {
            waiting.add(new Waiting(call, request));
        }
    }

    /** The member's process is gone. */
    void broke() {
        brokenAt = member.machine().loop().now();
    }

    /** The member has joined again. */
    void joined() {
        long attempt = brokenAt;
        double pause = model.reconnect().draw(chance);
        while (attempt < member.boundAt()) {
            attempt += (long) pause;
            pause *= LONGER;
        }
        openFrom = Math.max(attempt, member.machine().loop().now());
        member.machine().loop().at(openFrom, this::handOver);
    }

    private void handOver() {
        if (open()) {
            var all = List.copyOf(waiting);
            waiting.clear();
            all.stream().filter(one -> !one.call().over()).map(Waiting::request).forEach(member::submit);
        }
    }

    /** The API server's process is gone, and with it all that waited. */
    void clear() {
        waiting.clear();
    }
}
