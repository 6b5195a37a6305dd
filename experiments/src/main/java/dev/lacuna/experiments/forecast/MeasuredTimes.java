package dev.lacuna.experiments.forecast;

import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.controlplane.ApiInstance;
import dev.lacuna.experiments.controlplane.ControlPlane;
import dev.lacuna.experiments.controlplane.RequestPath;
import dev.lacuna.experiments.rehearsal.model.Range;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a few requests to each API server and to the balancer take: consistent reads of one small object, which change nothing.
 *
 * @param kept of those on kept connections
 * @param fresh of those on a connection of their own, in nanoseconds
 */
record MeasuredTimes(List<Long> kept, List<Long> fresh) {
    private static final int REQUESTS = 12;
    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final long MILLI = 1_000_000;

    static MeasuredTimes of(ControlPlane cluster, Loop loop) {
        List<String> ways = new ArrayList<>(
                cluster.instances().stream().map(ApiInstance::node).toList());
        ways.add("");
        var times = new MeasuredTimes(new ArrayList<>(), new ArrayList<>());
        ways.stream().distinct().forEach(way -> {
            times.measure(cluster, way, false, loop);
            times.measure(cluster, way, true, loop);
        });
        return times;
    }

    /** The first request is not counted: it makes the connection, and warms both ends up. */
    private void measure(ControlPlane cluster, String way, boolean newEach, Loop loop) {
        var path = cluster.path(new RequestPath.Api(way, RequestPath.Request.READ, newEach));
        try {
            for (int i = 0; i <= REQUESTS; i++) {
                var answer = loop.await(path.send(LIMIT), LIMIT.multipliedBy(2), "a read of an API server");
                if (i > 0 && answer.good()) {
                    (newEach ? fresh : kept).add(answer.answered() - answer.sent());
                }
                loop.sleep(PAUSE);
            }
        } finally {
            loop.post(path::close);
        }
    }

    /** In whole milliseconds, rounded outwards; empty where nothing answered. */
    Optional<Range> latency() {
        return kept.isEmpty() ? Optional.empty() : Optional.of(range(least(kept), most(kept)));
    }

    /** By how much longer a request takes that has to make its connection, between the fastest and between the slowest of both kinds. */
    Optional<Range> handshake() {
        if (kept.isEmpty() || fresh.isEmpty()) {
            return Optional.empty();
        }
        long fastest = Math.max(0, least(fresh) - least(kept));
        return Optional.of(range(fastest, Math.max(fastest, most(fresh) - most(kept))));
    }

    int count() {
        return kept.size() + fresh.size();
    }

    private static Range range(long least, long most) {
        return Range.millis(least / MILLI, (most + MILLI - 1) / MILLI);
    }

    private static long least(List<Long> times) {
        return times.stream().mapToLong(Long::longValue).min().orElseThrow();
    }

    private static long most(List<Long> times) {
        return times.stream().mapToLong(Long::longValue).max().orElseThrow();
    }
}
