package dev.lacuna.experiments.rehearsal.api;

import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.rehearsal.etcd.Store;
import dev.lacuna.experiments.rehearsal.machine.Execution;
import dev.lacuna.experiments.rehearsal.wire.Host;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * By the {@code kubernetes} Service, as ordinary pods have it, or through the balancer: a connection is made to a server that is chosen anew each time, and kept until it breaks
 * (docs/mechanics.md, "Certificates and addresses of API servers"). A server that only falls silent is left after 45 s: HTTP/2 pings after 30 s and gives up 15 s later
 * (kubernetes/apimachinery pkg/util/net/http.go).
 */
public final class ServiceAccess implements Access {
    private static final long SILENT = 45_000_000_000L;

    /** client-go's reflector lists anew after 0.8 s and more (client-go tools/cache/reflector.go). */
    private static final long WATCH_AGAIN = 1_000_000_000L;

    private final Host from;
    private final Supplier<List<ApiServer>> endpoints;
    private final RandomGenerator chance;
    private final Loop loop;
    private final List<Watching> watches = new ArrayList<>();
    private @Nullable ApiServer kept;
    private @Nullable Execution keptProcess;
    private long heard;
    private boolean closed;

    private static final class Watching {
        private final String key;
        private final Consumer<Store.Change> change;
        private final Runnable relist;
        private Runnable end = () -> {};

        Watching(String key, Consumer<Store.Change> change, Runnable relist) {
            this.key = key;
            this.change = change;
            this.relist = relist;
        }

        void on(ApiServer server) {
            end.run();
            end = server.watches().watch(key, change, relist);
        }
    }

    /** @param endpoints the servers that new connections go to now */
    public ServiceAccess(Host from, Supplier<List<ApiServer>> endpoints, RandomGenerator chance, Loop loop) {
        this.from = from;
        this.endpoints = endpoints;
        this.chance = chance;
        this.loop = loop;
    }

    @Override
    public Call ask(Ask ask, Consumer<Reply> done) {
        boolean fresh = !connected();
        var server = fresh ? dial() : kept;
        if (server == null) {
            var call = new Call(from, ask, done);
            loop.post(() -> call.finish(Reply.refused("no API server is there")));
            return call;
        }
        return server.ask(from, ask, fresh, reply -> {
            judge(server, reply);
            done.accept(reply);
        });
    }

    private boolean connected() {
        return kept != null && keptProcess != null && kept.execution() == keptProcess;
    }

    private @Nullable ApiServer dial() {
        var there = endpoints.get();
        var server = there.isEmpty() ? null : there.get(chance.nextInt(there.size()));
        kept = server;
        keptProcess = server == null ? null : server.execution();
        heard = loop.now();
        if (server != null && !watches.isEmpty()) {
            loop.at(loop.now() + chance.nextLong(WATCH_AGAIN), () -> watchAgain(server));
        }
        return server;
    }

    private void watchAgain(ApiServer server) {
        if (!closed && server.equals(kept)) {
            List.copyOf(watches).forEach(watching -> {
                watching.on(server);
                watching.relist.run();
            });
        }
    }

    private void judge(ApiServer server, Reply reply) {
        if (reply.status() != 0) {
            heard = loop.now();
        } else if (server.equals(kept)
                && (reply.lost().filter(Reply.Lost.LATE::equals).isEmpty() || heard + SILENT < loop.now())) {
            drop();
        }
    }

    /** The next request makes a new connection. */
    public void drop() {
        kept = null;
        keptProcess = null;
    }

    @Override
    public Runnable watch(String key, Consumer<Store.Change> change, Runnable relist) {
        var watching = new Watching(key, change, relist);
        watches.add(watching);
        var server = connected() ? kept : dial();
        if (server != null) {
            watching.on(server);
        }
        return () -> {
            watches.remove(watching);
            watching.end.run();
        };
    }

    @Override
    public void close() {
        closed = true;
        watches.forEach(watching -> watching.end.run());
        watches.clear();
        drop();
    }
}
