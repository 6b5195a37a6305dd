package dev.lacuna.experiments.kubernetes.api;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** How one request is answered, or not. */
@FunctionalInterface
public interface FakeAnswer {

    void answer(FakeExchange exchange) throws IOException, InterruptedException;

    static FakeAnswer json(JsonObject body) {
        return exchange -> exchange.reply(200, body.toString(), Map.of());
    }

    static FakeAnswer status(int code, String reason, String message) {
        return exchange ->
                exchange.reply(code, FakeApiServer.status(code, reason, message).toString(), Map.of());
    }

    /** 429 as the server's own limit answers it, in plain text (k/k staging/src/k8s.io/apiserver/pkg/server/filters/maxinflight.go). */
    static FakeAnswer turnedAway() {
        return exchange ->
                exchange.reply(429, "Too many requests, please try again later.\n", Map.of("Retry-After", "1"));
    }

    /** 429 or 503 with Retry-After. */
    static FakeAnswer busy(int code, int retryAfterSeconds) {
        String body =
                FakeApiServer.status(code, "TooManyRequests", "try again later").toString();
        return exchange -> exchange.reply(code, body, Map.of("Retry-After", Integer.toString(retryAfterSeconds)));
    }

    /** Takes the request and never answers, while the connection lives. */
    static FakeAnswer hang() {
        return exchange -> new CountDownLatch(1).await();
    }

    /** Resets the connection before a byte is sent. */
    static FakeAnswer reset() {
        return exchange -> {
            exchange.end();
            FakeApiServer.reset(exchange.socket());
        };
    }

    /** Sends a head that promises more than comes, then resets. */
    static FakeAnswer resetMidBody() {
        return exchange -> {
            exchange.end();
            exchange.send(
                    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 4711\r\n\r\n{\"kind\": \"Conf");
            FakeApiServer.reset(exchange.socket());
        };
    }

    /** Closes the connection properly after answering, without having said so. */
    static FakeAnswer jsonThenClose(JsonObject body) {
        return exchange -> {
            exchange.reply(200, body.toString(), Map.of());
            exchange.end();
        };
    }

    /** Sends these lines as a watch does, then ends the stream properly. */
    static FakeAnswer lines(List<String> lines) {
        return exchange -> {
            exchange.beginChunks();
            for (String line : lines) {
                exchange.chunk(line + "\n");
            }
            exchange.endChunks();
        };
    }

    /** Sends the head, then a byte of the body each {@code millis}. */
    static FakeAnswer slowly(JsonObject body, int millis) {
        return exchange -> {
            exchange.beginChunks();
            for (char letter : body.toString().toCharArray()) {
                Thread.sleep(millis);
                exchange.chunk(String.valueOf(letter));
            }
            exchange.endChunks();
        };
    }

    static FakeAnswer text(String text) {
        return exchange -> exchange.reply(200, text, Map.of());
    }
}
