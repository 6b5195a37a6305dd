package dev.lacuna.experiments.kubernetes;

import com.google.gson.JsonObject;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.controlplane.ApiInstance;
import dev.lacuna.experiments.kubernetes.api.Access;
import dev.lacuna.experiments.kubernetes.api.Answered;
import dev.lacuna.experiments.kubernetes.api.ApiEndpoint;
import dev.lacuna.experiments.kubernetes.api.ApiOutcome;
import dev.lacuna.experiments.kubernetes.api.ApiReply;
import dev.lacuna.experiments.kubernetes.api.ApiRequest;
import dev.lacuna.experiments.kubernetes.api.ConnectionPolicy;
import dev.lacuna.experiments.kubernetes.api.Target;
import dev.lacuna.experiments.kubernetes.api.Unanswered;
import dev.lacuna.experiments.kubernetes.read.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;

/**
 * The ways to a cluster's API: each server by itself, and the server that the kubeconfig names.
 *
 * <p>Whoever answered last is asked first. A read goes on to the next way when one does not answer, or has a trouble of its own (429, 5xx); a change only when it was surely not
 * carried out. Belongs to the loop.
 */
final class Servers implements AutoCloseable {
    /** For one object: two servers can hang, and the caller's 5 s still do. HTTP/2 pings end most hangs earlier. */
    static final Duration OBJECT = Duration.ofMillis(1_500);
    /** For a list, which is large in a large cluster. */
    static final Duration LIST = Duration.ofSeconds(4);
    /** For what changes something. */
    static final Duration CHANGE = Duration.ofSeconds(4);
    /** For what admission webhooks look at, which may take 10 s each by default. */
    static final Duration ADMITTED_CHANGE = Duration.ofSeconds(12);

    private static final int MOST_ATTEMPTS = 4;
    private static final Duration FIRST_LOOK = Duration.ofSeconds(2);

    private final Loop loop;
    private final ApiEndpoint balancer;
    private final List<Server> servers;
    private final List<Server> answering = new ArrayList<>();
    private final CompletableFuture<Void> settled = new CompletableFuture<>();
    private final List<ApiEndpoint> order = new ArrayList<>();
    private int first;

    /** One API server and the way to it. */
    record Server(ApiInstance instance, ApiEndpoint endpoint) {

        /** @param threads as {@link ApiEndpoint} wants them */
        static Server at(ApiInstance instance, Access access, Loop loop, ExecutorService threads) {
            var name = instance.node().isEmpty() ? instance.address() : instance.node();
            var target = Target.instance(name, instance.address(), instance.port());
            return new Server(instance, new ApiEndpoint(access, target, ConnectionPolicy.control(), loop, threads));
        }
    }

    /** @param servers empty where no server's own address is known */
    Servers(ApiEndpoint balancer, List<Server> servers) {
        this.loop = balancer.loop();
        this.balancer = balancer;
        this.servers = List.copyOf(servers);
        order.add(balancer);
    }

    /** Looks which servers can be reached by themselves. The fastest is asked first from then on; until one has answered, the balancer is. */
    void start() {
        var looks = servers.stream().map(this::look).toList();
        Together.pass(Together.all(looks).thenAccept(all -> {}), settled);
    }

    private CompletableFuture<Boolean> look(Server server) {
        return server.endpoint().attempt(ApiRequest.get("/version"), FIRST_LOOK).thenApply(outcome -> {
            boolean well =
                    outcome instanceof Answered answered && answered.reply().ok();
            if (well) {
                order.add(answering.size(), server.endpoint());
                answering.add(server);
                first = 0;
            }
            return well;
        });
    }

    /** Completes when it is known which servers can be reached by themselves, after 2 s at the latest. */
    CompletableFuture<Void> settled() {
        return settled.copy();
    }

    /** Whether a server has taken the request in and done it or refused it. Otherwise none answered, or one with a trouble of its own: 429, 5xx. */
    static boolean heard(ApiOutcome outcome) {
        return outcome instanceof Answered answered
                && answered.reply().status() != 429
                && answered.reply().status() < 500;
    }

    /** A way to each server, or the balancer alone where servers can't be reached by themselves. */
    List<ApiEndpoint> each() {
        return answering.isEmpty()
                ? List.of(balancer)
                : servers.stream().map(Server::endpoint).toList();
    }

    /** Ways that go through none of these nodes; ways to all servers where there is none. Never empty. */
    List<ApiEndpoint> away(Set<String> nodes) {
        var away = answering.stream()
                .filter(server -> !nodes.contains(server.instance().node()))
                .map(Server::endpoint)
                .toList();
        if (!away.isEmpty()) {
            return away;
        }
        return answering.isEmpty()
                ? List.of(balancer)
                : answering.stream().map(Server::endpoint).toList();
    }

    ApiEndpoint balancer() {
        return balancer;
    }

    /** All ways, the one that answered last first. */
    List<ApiEndpoint> inOrder() {
        var ways = new ArrayList<ApiEndpoint>();
        for (int i = 0; i < order.size(); i++) {
            ways.add(order.get((first + i) % order.size()));
        }
        return ways;
    }

    private List<ApiEndpoint> someInOrder() {
        var ways = inOrder();
        return ways.subList(0, Math.min(MOST_ATTEMPTS, ways.size()));
    }

    /** Reads one object; fails with an {@code ApiException}. */
    CompletableFuture<ApiReply> get(String path) {
        return read(ApiRequest.get(path), OBJECT);
    }

    /** Reads one object that may not be there. */
    CompletableFuture<Optional<ApiReply>> find(String path) {
        return get(path)
                .thenApply(Optional::of)
                .exceptionallyCompose(failure -> Refusals.status(failure) == 404
                        ? CompletableFuture.completedFuture(Optional.empty())
                        : CompletableFuture.failedFuture(failure));
    }

    /** The items of a list. */
    CompletableFuture<List<JsonObject>> list(String path) {
        return read(ApiRequest.get(path), LIST).thenApply(reply -> Json.objects(reply.body(), "items"));
    }

    /** Sends what changes something, once: to another server only when it surely has not left, or was turned away unread. Answers of any kind are values. */
    CompletableFuture<ApiOutcome> send(ApiRequest request) {
        return send(request, CHANGE);
    }

    CompletableFuture<ApiOutcome> send(ApiRequest request, Duration limit) {
        var answer = new CompletableFuture<ApiOutcome>();
        send(request, limit, someInOrder(), answer);
        return answer;
    }

    /** As {@link #send}; fails with an {@code ApiException} unless the status is 2xx. */
    CompletableFuture<ApiReply> change(ApiRequest request) {
        return send(request).thenApply(ApiOutcome::orThrow);
    }

    private CompletableFuture<ApiReply> read(ApiRequest request, Duration each) {
        var answer = new CompletableFuture<ApiOutcome>();
        read(request, each, someInOrder(), answer);
        return answer.thenApply(ApiOutcome::orThrow);
    }

    private void read(ApiRequest request, Duration each, List<ApiEndpoint> ways, CompletableFuture<ApiOutcome> answer) {
        var unused = ways.get(0).attempt(request, each).thenAccept(outcome -> {
            if (heard(outcome)) {
                first = order.indexOf(ways.get(0));
                answer.complete(outcome);
            } else if (ways.size() == 1) {
                answer.complete(outcome);
            } else {
                read(request, each, ways.subList(1, ways.size()), answer);
            }
        });
    }

    private void send(
            ApiRequest request, Duration limit, List<ApiEndpoint> ways, CompletableFuture<ApiOutcome> answer) {
        var way = ways.get(0);
        var unused = way.attempt(request, limit).thenAccept(outcome -> {
            first = (order.indexOf(way) + (outcome instanceof Unanswered ? 1 : 0)) % order.size();
            boolean neverLeft = outcome instanceof Unanswered lost && !lost.mayHaveArrived();
            if ((neverLeft || turnedAway(outcome)) && ways.size() > 1) {
                send(request, limit, ways.subList(1, ways.size()), answer);
            } else {
                answer.complete(outcome);
            }
        });
    }

    /**
     * By the server's own limit, before anything of it was done. That is plain text (k/k staging/src/k8s.io/apiserver/pkg/server/filters/maxinflight.go, tooManyRequests), where a
     * disruption budget's 429 is a Status.
     */
    private static boolean turnedAway(ApiOutcome outcome) {
        return outcome instanceof Answered answered
                && answered.reply().status() == 429
                && answered.reply().json().isEmpty();
    }

    Loop loop() {
        return loop;
    }

    @Override
    public void close() {
        balancer.close();
        servers.forEach(server -> server.endpoint().close());
    }
}
