package dev.lacuna.experiments.kubernetes.owned;

import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.kubernetes.api.Answered;
import dev.lacuna.experiments.kubernetes.api.ApiEndpoint;
import dev.lacuna.experiments.kubernetes.api.ApiOutcome;
import dev.lacuna.experiments.kubernetes.api.ApiRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Several ways to one cluster's API, for requests that may arrive twice without harm. The first is taken, as controllers take it; where it does not answer in
 * time or has a trouble of its own, the next is asked as well, and whoever answers first counts. Belongs to the loop.
 *
 * <p>So the loss of one server costs {@link #PATIENCE}, and nothing once it is known: the way that answered last is taken from then on, and the first one is
 * tried again every {@link #AGAIN}.
 */
public final class Ways implements AutoCloseable {
    /** Longer than a healthy API server takes for a small write, and short beside a canary's timeout. */
    static final Duration PATIENCE = Duration.ofMillis(400);

    static final Duration AGAIN = Duration.ofSeconds(5);

    private final List<ApiEndpoint> ways;
    private ApiEndpoint taken;
    private long firstAgain;

    /** @param ways at least one, in the order of preference; they are this one's from now on */
    public Ways(List<ApiEndpoint> ways) {
        if (ways.isEmpty()) {
            throw new IllegalArgumentException("there is no way to the API");
        }
        this.ways = List.copyOf(ways);
        this.taken = ways.get(0);
    }

    public Loop loop() {
        return ways.get(0).loop();
    }

    /**
     * Sends a request, through several ways if need be. The future never fails.
     *
     * @param limit of each attempt; the answer is there so long after the last one began at the latest
     */
    CompletableFuture<ApiOutcome> send(ApiRequest request, Duration limit) {
        var race = new Race(request, limit, inOrder());
        race.next();
        return race.answer;
    }

    /** The one that answered last, or the first when it is to be tried again; then all others. */
    private List<ApiEndpoint> inOrder() {
        var order = new ArrayList<>(ways);
        order.remove(taken);
        order.add(0, taken);
        if (!taken.equals(ways.get(0)) && loop().now() >= firstAgain) {
            firstAgain = loop().now() + AGAIN.toNanos();
            order.remove(ways.get(0));
            order.add(0, ways.get(0));
        }
        return order;
    }

    private void answered(ApiEndpoint way) {
        if (taken.equals(ways.get(0))) {
            firstAgain = loop().now() + AGAIN.toNanos();
        }
        taken = way;
    }

    @Override
    public void close() {
        ways.forEach(ApiEndpoint::close);
    }

    /** One request on its ways. */
    private final class Race {
        private final CompletableFuture<ApiOutcome> answer = new CompletableFuture<>();
        private final ApiRequest request;
        private final Duration limit;
        private final List<ApiEndpoint> order;
        private int begun;
        private int open;

        Race(ApiRequest request, Duration limit, List<ApiEndpoint> order) {
            this.request = request;
            this.limit = limit;
            this.order = order;
        }

        void next() {
            if (answer.isDone() || begun == order.size()) {
                return;
            }
            var way = order.get(begun);
            int number = ++begun;
            open++;
            loop().after(PATIENCE, () -> {
                if (begun == number) {
                    next();
                }
            });
            var unused = way.attempt(request, limit).thenAccept(outcome -> end(way, outcome));
        }

        private void end(ApiEndpoint way, ApiOutcome outcome) {
            open--;
            if (answer.isDone()) {
                return;
            }
            if (!ownTrouble(outcome)) {
                answered(way);
                answer.complete(outcome);
                return;
            }
            next();
            if (open == 0) {
                answer.complete(outcome);
            }
        }
    }

    /** What another server need not have. */
    private static boolean ownTrouble(ApiOutcome outcome) {
        return !(outcome instanceof Answered answered)
                || answered.reply().status() == 429
                || answered.reply().status() >= 500;
    }
}
