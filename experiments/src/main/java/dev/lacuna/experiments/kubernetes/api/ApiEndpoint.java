package dev.lacuna.experiments.kubernetes.api;

import dev.lacuna.engine.time.Loop;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;

/**
 * One way to a cluster's API, with connections that nothing else uses.
 *
 * <p>Each call is sent at most once and has an end: {@link #attempt} and {@link #send} never repeat, follow or wait on. What
 * changes something is never sent again by anything here; whether a lost one arrived is told by {@link Unanswered#mayHaveArrived}.
 *
 * <p>May be called from any thread. Futures complete on the loop.
 */
public final class ApiEndpoint implements AutoCloseable {
    /** The loop ends a call so much later than OkHttp should have: resolving a name, for one, can't be interrupted. */
    private static final Duration GRACE = Duration.ofMillis(50);

    private final EndpointClients setUp;
    private final OkHttpClient client;
    private final ConnectionPolicy policy;
    private final Loop loop;
    private final HttpUrl root;

    /**
     * Sets the endpoint up; connections are made when they are needed.
     *
     * @param threads where calls wait for the network, one thread for each call on its way; it must start threads as they are needed (daemons
     *     best), and stays the caller's to shut down
     * @throws AccessException when TLS can't be set up, or target and proxy contradict each other
     */
    public ApiEndpoint(Access access, Target target, ConnectionPolicy policy, Loop loop, ExecutorService threads) {
        setUp = new EndpointClients(access, target);
        client = setUp.client(policy, threads);
        root = setUp.url();
        this.policy = policy;
        this.loop = loop;
    }

    /** {@code cp1 (10.0.0.1:6443)}. */
    public String words() {
        return setUp.words();
    }

    public Loop loop() {
        return loop;
    }

    /**
     * Sends a request once. The future never fails: no answer is an {@link Unanswered}. Cancelling it gives the call up.
     *
     * @param timeout from now until the body of the answer is read, waiting for a free place included
     */
    public CompletableFuture<ApiOutcome> attempt(ApiRequest request, Duration timeout) {
        var answer = new CompletableFuture<ApiOutcome>();
        var times = new CallWatch(loop);
        Call call = clientFor().newCall(encoded(request, times));
        call.timeout().timeout(timeout.toNanos(), TimeUnit.NANOSECONDS);
        var pending = new PendingCall(request, words(), times, loop, answer);
        var unused = answer.whenComplete((outcome, failure) -> {
            if (answer.isCancelled()) {
                call.cancel();
            }
        });
        pending.limit(loop.after(timeout.plus(GRACE), () -> {
            call.cancel();
            pending.overdue(timeout);
        }));
        call.enqueue(pending);
        return answer;
    }

    /** As {@link #attempt}, for whom only the answer counts: the future fails with an {@link ApiException} unless the status is 2xx. */
    public CompletableFuture<ApiReply> send(ApiRequest request, Duration timeout) {
        return attempt(request, timeout).thenApply(ApiOutcome::orThrow);
    }

    /**
     * Reads, again if the server asks for patience or the connection breaks.
     *
     * @param timeout of each attempt
     * @throws IllegalArgumentException when the request is not a read
     */
    public CompletableFuture<ApiReply> read(ApiRequest request, Duration timeout, ReadRetry retry) {
        if (!request.readsOnly()) {
            throw new IllegalArgumentException(
                    "%s changes something and must not be sent twice".formatted(request.words()));
        }
        var answer = new CompletableFuture<ApiReply>();
        read(request, timeout, new Rereading(retry, loop.now(), 1), answer);
        return answer;
    }

    private record Rereading(ReadRetry retry, long since, int attempt) {
        Rereading next() {
            return new Rereading(retry, since, attempt + 1);
        }
    }

    private void read(ApiRequest request, Duration timeout, Rereading state, CompletableFuture<ApiReply> answer) {
        var unused = attempt(request, timeout).thenAccept(outcome -> {
            var pause = state.retry.pause(outcome, state.attempt, Duration.ofNanos(loop.now() - state.since));
            if (pause.isPresent() && !answer.isDone()) {
                loop.after(pause.get(), () -> read(request, timeout, state.next(), answer));
                return;
            }
            try {
                answer.complete(outcome.orThrow());
            } catch (ApiException e) {
                answer.completeExceptionally(e);
            }
        });
    }

    /** A fresh endpoint's pool keeps no idle connection; only HTTP/2 would share a busy one, and there each call gets a pool of its own. */
    private OkHttpClient clientFor() {
        return policy.reuse() || policy.http() == ConnectionPolicy.Http.ONE_ONE
                ? client
                : client.newBuilder().connectionPool(EndpointClients.noPool()).build();
    }

    private Request encoded(ApiRequest request, CallWatch times) {
        RequestBody body = request.body()
                .map(json -> RequestBody.create(json.toString(), MediaType.get(request.contentType())))
                .orElseGet(() -> needsBody(request)
                        ? RequestBody.create(new byte[0], MediaType.get(request.contentType()))
                        : null);
        return new Request.Builder()
                .url(url(request.path()))
                .method(request.method(), body)
                .header("Accept", "application/json")
                .header("User-Agent", "lacuna")
                .tag(CallWatch.class, times)
                .build();
    }

    private static boolean needsBody(ApiRequest request) {
        return !request.readsOnly() && !request.method().equals("DELETE");
    }

    HttpUrl url(String pathAndQuery) {
        String base = root.toString();
        return HttpUrl.get((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + pathAndQuery);
    }

    /** A client on this endpoint's connections for what stays open: no limit but the caller's own. */
    OkHttpClient streaming() {
        return client.newBuilder()
                .readTimeout(Duration.ZERO)
                .callTimeout(Duration.ZERO)
                .build();
    }

    ConnectionPolicy policy() {
        return policy;
    }

    /** Gives up all calls on their way and closes the connections. */
    @Override
    public void close() {
        client.dispatcher().cancelAll();
        client.connectionPool().evictAll();
    }
}
