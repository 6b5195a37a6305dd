package dev.lacuna.experiments.rehearsal.api;

import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.rehearsal.wire.Host;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The runner's own connections to each API server: a request goes to one that can answer, and to the next when no answer comes (docs/architecture.md, rule 4). */
public final class Caller {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private final Host host = new Host("192.0.2.200");
    private final List<ApiServer> servers;
    private final Loop loop;

    public Caller(List<ApiServer> servers, Loop loop) {
        this.servers = List.copyOf(servers);
        this.loop = loop;
    }

    public Host host() {
        return host;
    }

    public List<ApiServer> servers() {
        return servers;
    }

    /** Asks; fails with an {@link Unreachable} when no server gives a good answer. A conflict is a good answer. */
    public CompletableFuture<Object> ask(Ask ask) {
        var answer = new CompletableFuture<Object>();
        var order = servers.stream()
                .sorted((one, other) -> Boolean.compare(other.usable(), one.usable()))
                .toList();
        attempt(ask, order, 0, answer);
        return answer;
    }

    private void attempt(Ask ask, List<ApiServer> order, int turn, CompletableFuture<Object> answer) {
        var server = order.get(turn);
        var call = server.ask(host, ask, false, reply -> {
            if (reply.good() && reply.body() != null) {
                answer.complete(reply.body());
            } else if (turn + 1 < order.size() && ask.kind() != Ask.Kind.WRITE) {
                attempt(ask, order, turn + 1, answer);
            } else {
                answer.completeExceptionally(new Unreachable(
                        "no API server has answered: " + server.machine().name() + ": " + reply.detail()));
            }
        });
        loop.after(PATIENCE, () -> call.finish(Reply.broken("no answer within " + PATIENCE.toSeconds() + " s")));
    }
}
