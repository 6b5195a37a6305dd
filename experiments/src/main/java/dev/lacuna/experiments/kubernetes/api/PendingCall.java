package dev.lacuna.experiments.kubernetes.api;

import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.kubernetes.api.Unanswered.Why;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/** Waits for one answer on a thread of the network and hands it to the loop. */
final class PendingCall implements Callback {
    /** A list of every pod of a large cluster stays below this; what is larger is no answer to a question of ours. */
    private static final long LARGEST_BODY = 256L << 20;

    private final ApiRequest request;
    private final String endpoint;
    private final CallWatch watch;
    private final Loop loop;
    private final CompletableFuture<ApiOutcome> answer;
    private volatile Loop.@Nullable Timer limit;

    PendingCall(ApiRequest request, String endpoint, CallWatch watch, Loop loop, CompletableFuture<ApiOutcome> answer) {
        this.request = request;
        this.endpoint = endpoint;
        this.watch = watch;
        this.loop = loop;
        this.answer = answer;
    }

    void limit(Loop.Timer timer) {
        limit = timer;
    }

    /** To be called on the loop. */
    void overdue(Duration timeout) {
        answer.complete(unanswered(Why.TIMED_OUT, "limit of %d ms".formatted(timeout.toMillis())));
    }

    @Override
    public void onFailure(Call call, IOException failure) {
        finish(unanswered(Failures.why(failure), Failures.detail(failure)));
    }

    @Override
    public void onResponse(Call call, Response response) {
        try (response) {
            finish(new Answered(request, endpoint, reply(response, text(response))));
        } catch (IOException e) {
            finish(unanswered(
                    Failures.why(e),
                    Failures.detail(e) + " while the body of a %d was read".formatted(response.code())));
        }
    }

    private void finish(ApiOutcome outcome) {
        loop.post(() -> {
            answer.complete(outcome);
            Loop.Timer timer = limit;
            if (timer != null) {
                timer.cancel();
            }
        });
    }

    private ApiReply reply(Response response, String text) {
        Optional<com.google.gson.JsonObject> json = JsonText.object(text);
        return new ApiReply(response.code(), json, json.isPresent() ? "" : text, watch.times(), retryAfter(response));
    }

    static String text(Response response) throws IOException {
        ResponseBody body = response.body();
        BufferedSource source = body.source();
        if (source.request(LARGEST_BODY + 1)) {
            throw new EOFException("more than %d MiB".formatted(LARGEST_BODY >> 20));
        }
        return source.readUtf8();
    }

    /** Seconds, as API servers write it; the form with a date is not theirs and is left out. */
    static Optional<Duration> retryAfter(Response response) {
        String value = response.header(EndpointClients.RETRY_AFTER, "");
        return value != null && !value.isEmpty() && value.matches("\\d{1,6}")
                ? Optional.of(Duration.ofSeconds(Long.parseLong(value)))
                : Optional.empty();
    }

    private Unanswered unanswered(Why why, String detail) {
        return new Unanswered(request, endpoint, why, detail, new Unanswered.Moments(watch.times(), loop.now()));
    }
}
