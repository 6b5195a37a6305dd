package dev.lacuna.experiments.kubernetes.canary;

import dev.lacuna.experiments.kubernetes.api.ApiEndpoint;
import dev.lacuna.experiments.kubernetes.api.ApiQuery;
import dev.lacuna.experiments.kubernetes.api.ResourceWatch;
import dev.lacuna.experiments.kubernetes.api.Seen;
import dev.lacuna.experiments.kubernetes.api.WatchListener;
import dev.lacuna.experiments.kubernetes.api.WatchPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** The same objects watched through several API servers, so that the loss of one blinds nobody. Belongs to the loop. */
final class Watches {
    private static final Duration OPENING = Duration.ofSeconds(5);
    private final List<ApiEndpoint> endpoints;
    private final List<ResourceWatch> watches = new ArrayList<>();
    private final CompletableFuture<Void> open = new CompletableFuture<>();
    private String trouble = "no list was answered";

    /** The endpoints are the watches' from now on. */
    Watches(List<ApiEndpoint> endpoints) {
        this.endpoints = List.copyOf(endpoints);
    }

    /** The answer is there when one of them sees everything. */
    CompletableFuture<Void> open(ApiQuery objects, Consumer<Seen> reader) {
        for (ApiEndpoint endpoint : endpoints) {
            var watch = new ResourceWatch(endpoint, objects, WatchPolicy.standard(), new Listener(reader));
            watches.add(watch);
            watch.start();
        }
        endpoints
                .get(0)
                .loop()
                .after(
                        OPENING,
                        () -> open.completeExceptionally(new TimeoutException("watch %s: not open within %d s: %s"
                                .formatted(objects, OPENING.toSeconds(), trouble))));
        return open;
    }

    void close() {
        watches.forEach(ResourceWatch::close);
        endpoints.forEach(ApiEndpoint::close);
    }

    private final class Listener implements WatchListener {
        private final Consumer<Seen> reader;

        Listener(Consumer<Seen> reader) {
            this.reader = reader;
        }

        @Override
        public void onSeen(Seen seen) {
            if (seen.type() != Seen.Type.DELETED) {
                reader.accept(seen);
            }
        }

        @Override
        public void onListed(long receivedAt) {
            open.complete(null);
        }

        @Override
        public void onTrouble(String words) {
            trouble = words;
        }
    }
}
