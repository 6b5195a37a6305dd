package dev.lacuna.experiments.rehearsal.work;

import dev.lacuna.experiments.rehearsal.api.ApiServer;
import dev.lacuna.experiments.rehearsal.machine.Execution;
import dev.lacuna.experiments.rehearsal.wire.Host;
import dev.lacuna.experiments.rehearsal.wire.Wire;

/**
 * A connection that several requests use, one after the other. It stays with its server until that one's process ends, or pings are not answered: one every 15 s, and the
 * connection is given up when the next one is due ({@code experiments.kubernetes.path}, {@code LivePaths}).
 */
final class KeptConnection {
    private static final long PING = 15_000_000_000L;
    private final ApiServer server;
    private final Execution process;
    private final Host from;
    private final long made;
    private long heard;

    KeptConnection(ApiServer server, Execution process, Host from, long now) {
        this.server = server;
        this.process = process;
        this.from = from;
        this.made = now;
        this.heard = now;
    }

    ApiServer server() {
        return server;
    }

    /** Whether the next request would go this way; to be asked before each, for only then it looks at the connection's state. */
    boolean lives(long now) {
        if (!process.equals(server.execution())) {
            return false;
        }
        if (open()) {
            heard = now;
            return true;
        }
        long unanswered = (heard - made) / PING + 1;
        return now < made + (unanswered + 1) * PING;
    }

    /** Whether its server would answer a ping. */
    boolean open() {
        return process.running()
                && open(from, server.machine().host())
                && open(server.machine().host(), from);
    }

    private static boolean open(Host one, Host other) {
        return !Wire.cut(one, other, ApiServer.PORT);
    }
}
