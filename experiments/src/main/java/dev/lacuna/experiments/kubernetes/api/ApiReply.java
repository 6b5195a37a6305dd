package dev.lacuna.experiments.kubernetes.api;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.Optional;

/**
 * What a server answered, whatever its status.
 *
 * @param json the body if it is a JSON object
 * @param text the body if it isn't, otherwise empty
 * @param retryAfter what the server asked for with 429 or 503
 */
public record ApiReply(
        int status, Optional<JsonObject> json, String text, CallTimes times, Optional<Duration> retryAfter) {

    /** The JSON object of the body; an empty one if the body is something else. */
    public JsonObject body() {
        return json.orElseGet(JsonObject::new);
    }

    public boolean ok() {
        return status >= 200 && status < 300;
    }

    /** Before this moment no part of the request had left, in nanoseconds of the run's monotonic clock. */
    public long sent() {
        return times.sent().orElse(times.begun());
    }

    /** At this moment the answer was there, in nanoseconds of the run's monotonic clock. */
    public long answered() {
        return times.answered().orElseThrow(() -> new IllegalStateException("a reply without the time of its answer"));
    }

    /** The reason of the Status that Kubernetes answers a failure with, such as {@code Conflict}; empty if there is none. */
    public String reason() {
        return JsonText.of(body(), "reason").orElse("");
    }

    /** The message of the Status, or the beginning of the text. */
    public String message() {
        return JsonText.of(body(), "message").orElseGet(() -> OneLine.of(text));
    }
}
