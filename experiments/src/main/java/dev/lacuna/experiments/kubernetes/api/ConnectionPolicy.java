package dev.lacuna.experiments.kubernetes.api;

import java.time.Duration;

/**
 * How an endpoint uses connections.
 *
 * @param reuse false: a new connection for every request, as a new client would make it (TLS sessions may be resumed, as new clients do)
 * @param http which version of HTTP is offered
 * @param connect limit for TCP and TLS each
 * @param ping on HTTP/2 and WebSockets: how often the peer must show that it lives; a connection is given up one to two intervals after the last
 *     sign of life; zero: never asked
 * @param parallel how many requests may be on their way at once; more wait for a free place, and their time-out runs
 */
public record ConnectionPolicy(boolean reuse, Http http, Duration connect, Duration ping, int parallel) {

    /** Versions of HTTP to offer. */
    public enum Http {
        /** HTTP/2 where the server has it: all requests on one connection. */
        NEWEST,
        /** One connection for each request on its way. */
        ONE_ONE
    }

    public ConnectionPolicy {
        if (connect.isNegative() || connect.isZero() || ping.isNegative() || parallel < 1) {
            throw new IllegalArgumentException(
                    "connect %s must be positive, ping %s not negative, parallel %d at least 1"
                            .formatted(connect, ping, parallel));
        }
    }

    /** For what a run does itself: a dead connection is noticed within 2 s. */
    public static ConnectionPolicy control() {
        return new ConnectionPolicy(true, Http.NEWEST, Duration.ofSeconds(2), Duration.ofSeconds(1), 256);
    }

    /** For a probe that sees what clients with an open connection see. */
    public static ConnectionPolicy reused() {
        return new ConnectionPolicy(true, Http.NEWEST, Duration.ofSeconds(1), Duration.ZERO, 256);
    }

    /** For a probe that sees what a new client sees. */
    public static ConnectionPolicy fresh() {
        return new ConnectionPolicy(false, Http.ONE_ONE, Duration.ofSeconds(1), Duration.ZERO, 256);
    }

    public ConnectionPolicy withPing(Duration interval) {
        return new ConnectionPolicy(reuse, http, connect, interval, parallel);
    }

    public ConnectionPolicy withHttp(Http version) {
        return new ConnectionPolicy(reuse, version, connect, ping, parallel);
    }

    public ConnectionPolicy withConnect(Duration limit) {
        return new ConnectionPolicy(reuse, http, limit, ping, parallel);
    }
}
