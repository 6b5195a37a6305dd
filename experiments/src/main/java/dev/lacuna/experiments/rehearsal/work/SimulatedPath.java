package dev.lacuna.experiments.rehearsal.work;

import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.controlplane.RequestPath;
import dev.lacuna.experiments.rehearsal.api.ApiServer;
import dev.lacuna.experiments.rehearsal.api.Ask;
import dev.lacuna.experiments.rehearsal.api.Balancer;
import dev.lacuna.experiments.rehearsal.api.Call;
import dev.lacuna.experiments.rehearsal.api.Reply;
import dev.lacuna.experiments.rehearsal.etcd.Store;
import dev.lacuna.experiments.rehearsal.machine.Execution;
import dev.lacuna.experiments.rehearsal.wire.Host;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Requests to one API server, or through the balancer to whichever it chooses. A kept connection stays with its server until one of the two ends it. */
public final class SimulatedPath implements RequestPath {
    /** HAProxy tries a refused connection three times more, a second apart, on the same server (its configuration manual, retries). */
    private static final long BALANCER_GIVES_UP = 3_000_000_000L;

    private final RequestPath.Api asked;
    private final Optional<ApiServer> fixed;
    private final Balancer balancer;
    private final Host from;
    private final Store store;
    private final Loop loop;
    private final Map<Call, ApiServer> open = new LinkedHashMap<>();
    private final Runnable deaf;
    private @Nullable ApiServer kept;
    private @Nullable Execution keptProcess;

    /** @param fixed the API server that is asked; empty for the balancer */
    public SimulatedPath(
            RequestPath.Api asked, Optional<ApiServer> fixed, Balancer balancer, Host from, Store store, Loop loop) {
        this.asked = asked;
        this.fixed = fixed;
        this.balancer = balancer;
        this.from = fixed.isPresent() ? from : balancer.host();
        this.store = store;
        this.loop = loop;
        this.deaf = fixed.isPresent() ? () -> {} : balancer.onDown(this::shutDown);
    }

    @Override
    public CompletableFuture<Answer> send(Duration timeout) {
        long sent = loop.now();
        var answer = new CompletableFuture<Answer>();
        boolean fresh = asked.fresh() || !connected();
        var server = fresh ? fixed.or(balancer::next) : Optional.ofNullable(kept);
        if (server.isEmpty()) {
            answer.complete(new Answer(sent, sent, false, "the balancer has no server left"));
            return answer;
        }
        if (fresh && !asked.fresh()) {
            kept = server.get();
            keptProcess = server.get().execution();
        }
        ask(server.get(), fresh, timeout, sent, answer);
        return answer;
    }

    private boolean connected() {
        return kept != null && keptProcess != null && kept.execution() == keptProcess;
    }

    private void ask(ApiServer server, boolean fresh, Duration timeout, long sent, CompletableFuture<Answer> answer) {
        Call[] own = new Call[1];
        var call = server.ask(from, work(), fresh, reply -> {
            open.remove(own[0]);
            if (reply.detail().startsWith("connection refused") && fixed.isEmpty()) {
                loop.at(loop.now() + BALANCER_GIVES_UP, () -> complete(reply, sent, answer));
            } else {
                complete(reply, sent, answer);
            }
        });
        own[0] = call;
        open.put(call, server);
        loop.after(
                timeout, () -> complete(Reply.broken("no answer within " + timeout.toMillis() + " ms"), sent, answer));
    }

    private void complete(Reply reply, long sent, CompletableFuture<Answer> answer) {
        String detail = reply.status() == 0 || reply.good()
                ? reply.detail()
                : "status " + reply.status() + " " + reply.detail();
        answer.complete(new Answer(sent, loop.now(), reply.good(), detail));
    }

    private Ask work() {
        return switch (asked.request()) {
            case READYZ -> Ask.readyz();
            case READ -> Ask.read(() -> "");
            case WRITE -> Ask.write(store::touch);
        };
    }

    private void shutDown(ApiServer server) {
        if (server.equals(kept)) {
            kept = null;
        }
        List.copyOf(open.entrySet()).stream()
                .filter(entry -> entry.getValue().equals(server))
                .forEach(entry -> entry.getKey().finish(Reply.broken("the balancer shut the connection down")));
    }

    @Override
    public void close() {
        deaf.run();
        open.clear();
    }
}
