package dev.lacuna.experiments.rehearsal.api;

import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.rehearsal.wire.Host;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The runner's own connections to each API server, used as on a real cluster ({@code experiments.kubernetes}, {@code Servers}): whoever answered last is asked first, a read goes on to the next when a
 * server doesn't answer or has a trouble of its own, and what changes something goes on only if it surely has not arrived, or was turned away unread.
 */
public final class Caller {
    private static final Duration READ = Duration.ofMillis(1_500);
    private static final Duration CHANGE = Duration.ofSeconds(4);
    private final Host host = new Host("192.0.2.200");
    private final List<ApiServer> servers;
    private final Loop loop;
    private int first;

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
        attempt(ask, first, 1, answer);
        return answer;
    }

    private void attempt(Ask ask, int at, int number, CompletableFuture<Object> answer) {
        var server = servers.get(at);
        int next = (at + 1) % servers.size();
        var call = server.ask(host, ask, false, reply -> {
            boolean goesOn = !ask.changes()
                    || reply.tooMany()
                    || reply.lost().filter(Reply.Lost.REFUSED::equals).isPresent();
            if (reply.good() && reply.body() != null) {
                first = at;
                answer.complete(reply.body());
            } else if (goesOn && number < servers.size()) {
                attempt(ask, next, number + 1, answer);
            } else {
                first = ask.changes() ? reply.lost().isPresent() ? next : at : first;
                answer.completeExceptionally(new Unreachable(words(ask, server, reply)));
            }
        });
        call.limit(loop.after(ask.changes() ? CHANGE : READ, () -> call.finish(Reply.late())));
    }

    private static String words(Ask ask, ApiServer server, Reply reply) {
        String attempt = "%s at https://%s:%d: "
                .formatted(
                        ask.changes() ? "write" : "read",
                        server.machine().host().address(),
                        ApiServer.PORT);
        if (reply.lost().isEmpty()) {
            String advice = reply.tooMany() ? "; the server is overloaded and turned the call away" : "";
            return attempt + reply.status() + ": " + reply.detail() + advice;
        }
        boolean unsure = ask.changes() && reply.lost().get() != Reply.Lost.REFUSED;
        return attempt + reply.words() + (unsure ? "; whether the server acted on it is not known" : "");
    }
}
