package dev.lacuna.experiments.kubernetes.api;

import dev.lacuna.engine.time.Loop;
import java.io.IOException;
import java.net.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;

/**
 * One service that is no API server, asked with GET on connections that nothing else uses. It is trusted as the JDK trusts; nothing is repeated, redirected or
 * sent through a proxy.
 *
 * <p>May be called from any thread. Futures complete on the loop.
 */
public final class HttpEndpoint implements AutoCloseable {
    /** As for {@link ApiEndpoint}: resolving a name, for one, can't be interrupted. */
    private static final Duration GRACE = Duration.ofMillis(50);

    /** What a probe looks for stands near the beginning; a page without an end must not fill the memory. */
    private static final long MOST_READ = 1L << 20;

    private final Loop loop;
    private final ConnectionPolicy policy;
    private final OkHttpClient client;
    private final Request request;

    /**
     * What came of a request.
     *
     * @param status 0 if there was no answer
     * @param text the first mebibyte of the body
     * @param failure why there was no answer; empty if there was one
     * @param known when the answer's head, or the failure, was known
     */
    public record Got(int status, String text, String failure, CallTimes times, long known) {}

    /** @throws IllegalArgumentException when {@code url} is none */
    public HttpEndpoint(String url, ConnectionPolicy policy, Loop loop, ExecutorService threads) {
        this.loop = loop;
        this.policy = policy;
        request = new Request.Builder().url(url).header("User-Agent", "lacuna").build();
        var dispatcher = new Dispatcher(threads);
        dispatcher.setMaxRequests(policy.parallel());
        dispatcher.setMaxRequestsPerHost(policy.parallel());
        client = new OkHttpClient.Builder()
                .dispatcher(dispatcher)
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .followSslRedirects(false)
                .connectTimeout(policy.connect())
                .pingInterval(policy.ping())
                .protocols(
                        policy.http() == ConnectionPolicy.Http.NEWEST
                                ? List.of(Protocol.HTTP_2, Protocol.HTTP_1_1)
                                : List.of(Protocol.HTTP_1_1))
                .connectionPool(policy.reuse() ? new ConnectionPool(1, 5, TimeUnit.MINUTES) : EndpointClients.noPool())
                .proxy(Proxy.NO_PROXY)
                .eventListenerFactory(CallWatch.FACTORY)
                .build();
    }

    /** Asks once. The future never fails. Cancelling it gives the call up. */
    public CompletableFuture<Got> get(Duration timeout) {
        var answer = new CompletableFuture<Got>();
        var watch = new CallWatch(loop);
        var own = policy.reuse() || policy.http() == ConnectionPolicy.Http.ONE_ONE
                ? client
                : client.newBuilder().connectionPool(EndpointClients.noPool()).build();
        Call call = own.newCall(request.newBuilder().tag(CallWatch.class, watch).build());
        call.timeout().timeout(timeout.toNanos(), TimeUnit.NANOSECONDS);
        var late = loop.after(timeout.plus(GRACE), () -> {
            call.cancel();
            answer.complete(failed("no answer within %d ms".formatted(timeout.toMillis()), watch));
        });
        var unused = answer.whenComplete((got, failure) -> {
            late.cancel();
            if (answer.isCancelled()) {
                call.cancel();
            }
        });
        call.enqueue(new Waiting(watch, answer));
        return answer;
    }

    private Got failed(String why, CallWatch watch) {
        return new Got(0, "", why, watch.times(), loop.now());
    }

    @Override
    public void close() {
        client.dispatcher().cancelAll();
        client.connectionPool().evictAll();
    }

    /** Hands what comes on a thread of the network to the loop. */
    private final class Waiting implements Callback {
        private final CallWatch watch;
        private final CompletableFuture<Got> answer;

        Waiting(CallWatch watch, CompletableFuture<Got> answer) {
            this.watch = watch;
            this.answer = answer;
        }

        @Override
        public void onFailure(Call call, IOException failure) {
            finish(failed(words(failure), watch));
        }

        @Override
        public void onResponse(Call call, Response response) {
            try (response) {
                var source = response.body().source();
                boolean more = source.request(MOST_READ);
                var text = more ? source.readUtf8(MOST_READ) : source.readUtf8();
                var times = watch.times();
                finish(new Got(
                        response.code(), text, "", times, times.answered().orElse(loop.now())));
            } catch (IOException e) {
                finish(failed(words(e) + " while the body of a %d was read".formatted(response.code()), watch));
            }
        }

        private void finish(Got got) {
            loop.post(() -> answer.complete(got));
        }

        private String words(IOException failure) {
            return Failures.why(failure).words() + " (" + Failures.detail(failure) + ")";
        }
    }
}
