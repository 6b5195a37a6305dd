package dev.lacuna.experiments.rehearsal.work;

import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.controlplane.RequestPath;
import dev.lacuna.experiments.rehearsal.api.ApiServer;
import dev.lacuna.experiments.rehearsal.api.Ask;
import dev.lacuna.experiments.rehearsal.api.Call;
import dev.lacuna.experiments.rehearsal.api.Entrance;
import dev.lacuna.experiments.rehearsal.api.Reply;
import dev.lacuna.experiments.rehearsal.etcd.Store;
import dev.lacuna.experiments.rehearsal.wire.Host;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Requests to one API server, or to the address that stands for all of them. */
public final class SimulatedPath implements RequestPath {
    private final RequestPath.Api asked;
    private final Optional<ApiServer> fixed;
    private final Entrance entrance;
    private final Host from;
    private final Store store;
    private final Loop loop;
    private final Map<Call, ApiServer> open = new LinkedHashMap<>();
    private final Runnable deaf;
    private @Nullable KeptConnection kept;

    /** @param fixed the API server that is asked; empty for the entrance */
    public SimulatedPath(
            RequestPath.Api asked, Optional<ApiServer> fixed, Entrance entrance, Host from, Store store, Loop loop) {
        this.asked = asked;
        this.fixed = fixed;
        this.entrance = entrance;
        this.from = fixed.isPresent() ? from : entrance.source(from);
        this.store = store;
        this.loop = loop;
        this.deaf = fixed.isPresent() ? () -> {} : entrance.onDown(this::shutDown);
    }

    @Override
    public CompletableFuture<Answer> send(Duration timeout) {
        long sent = loop.now();
        var answer = new CompletableFuture<Answer>();
        var connection = connected();
        boolean fresh = connection.isEmpty();
        var server = connection.map(KeptConnection::server).or(() -> fixed.or(entrance::next));
        if (server.isEmpty()) {
            complete(entrance.nobody(), sent, answer);
            return answer;
        }
        if (fresh && !asked.fresh()) {
            keep(server.get());
        }
        ask(server.get(), fresh, timeout, sent, answer);
        return answer;
    }

    private Optional<KeptConnection> connected() {
        var connection = kept;
        if (connection != null && !connection.lives(loop.now())) {
            kept = null;
            end(connection.server(), "pings were not answered");
        }
        return asked.fresh() ? Optional.empty() : Optional.ofNullable(kept);
    }

    /** A connection that could not be made is none. */
    private void forgetUnlessOpen() {
        if (kept != null && !kept.open()) {
            kept = null;
        }
    }

    private void keep(ApiServer server) {
        var process = server.execution();
        kept = process == null ? null : new KeptConnection(server, process, from, loop.now());
    }

    private void ask(ApiServer server, boolean fresh, Duration timeout, long sent, CompletableFuture<Answer> answer) {
        Call[] own = new Call[1];
        Loop.Timer[] limit = new Loop.Timer[1];
        var call = server.ask(from, work(), fresh, reply -> {
            open.remove(own[0]);
            if (fresh && reply.lost().isPresent()) {
                forgetUnlessOpen();
            }
            if (fixed.isEmpty()
                    && reply.lost().filter(Reply.Lost.REFUSED::equals).isPresent()) {
                loop.at(loop.now() + entrance.patience(), () -> complete(reply, sent, answer));
            } else {
                limit[0].cancel();
                complete(reply, sent, answer);
            }
        });
        own[0] = call;
        open.put(call, server);
        limit[0] = loop.after(timeout, () -> {
            complete(Reply.late(), sent, answer);
            call.finish(Reply.late());
        });
    }

    private void complete(Reply reply, long sent, CompletableFuture<Answer> answer) {
        answer.complete(new Answer(sent, loop.now(), reply.good(), reply.words()));
    }

    private Ask work() {
        return switch (asked.request()) {
            case READYZ -> Ask.readyz();
            case READ -> Ask.read(() -> "");
            case WRITE -> Ask.write(store::touch);
        };
    }

    private void shutDown(ApiServer server) {
        if (kept != null && server.equals(kept.server())) {
            kept = null;
        }
        end(server, "the balancer shut the connection down");
    }

    private void end(ApiServer server, String why) {
        List.copyOf(open.entrySet()).stream()
                .filter(entry -> entry.getValue().equals(server))
                .forEach(entry -> entry.getKey().finish(Reply.broken(why)));
    }

    @Override
    public void close() {
        deaf.run();
        open.clear();
    }
}
