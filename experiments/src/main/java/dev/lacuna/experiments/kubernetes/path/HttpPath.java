package dev.lacuna.experiments.kubernetes.path;

import dev.lacuna.experiments.controlplane.RequestPath;
import dev.lacuna.experiments.kubernetes.api.HttpEndpoint;
import dev.lacuna.experiments.kubernetes.api.OneLine;
import dev.lacuna.experiments.probe.Linked;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Requests to a service of the user's own. */
final class HttpPath implements RequestPath {
    private final HttpEndpoint endpoint;
    private final RequestPath.Http asked;

    HttpPath(HttpEndpoint endpoint, RequestPath.Http asked) {
        this.endpoint = endpoint;
        this.asked = asked;
    }

    @Override
    public CompletableFuture<Answer> send(Duration timeout) {
        return Linked.map(endpoint.get(timeout), this::answer);
    }

    private Answer answer(HttpEndpoint.Got got) {
        var fault = fault(got);
        return new Answer(got.times().sent().orElse(got.times().begun()), got.known(), fault.isEmpty(), fault);
    }

    private String fault(HttpEndpoint.Got got) {
        if (!got.failure().isEmpty()) {
            return got.failure();
        }
        if (got.status() != asked.status()) {
            return "status %d, not %d".formatted(got.status(), asked.status());
        }
        return got.text().contains(asked.contains())
                ? ""
                : "status %d, but the body lacks `%s`".formatted(got.status(), OneLine.of(asked.contains()));
    }

    @Override
    public void close() {
        endpoint.close();
    }
}
