package dev.lacuna.experiments.kubernetes.owned;

import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.kubernetes.api.Answered;
import dev.lacuna.experiments.kubernetes.api.ApiEndpoint;
import dev.lacuna.experiments.kubernetes.api.ApiOutcome;
import dev.lacuna.experiments.kubernetes.api.ApiRequest;
import dev.lacuna.experiments.kubernetes.api.Unanswered;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    /**
     * For so long a creation that nobody answered may still be carried out: the API server gives it up with its connection, and etcd gives a proposal up after
     * 7 s (etcd-io/etcd server/config, ReqTimeout: 5 s and two election timeouts), which a change of leaders may have gone before.
     */
    private static final Duration LATE = Duration.ofSeconds(15);

    private final List<ApiEndpoint> ways;
    private ApiEndpoint taken;
    private long firstAgain;
    private final Duration late;
    private final Map<Long, CompletableFuture<ApiOutcome>> changes = new HashMap<>();
    private long attempts;
    private long lateUntil = Long.MIN_VALUE;

    /** @param ways at least one, in the order of preference; they are this one's from now on */
    public Ways(List<ApiEndpoint> ways) {
        this(ways, LATE);
    }

    /** @param late how long after it was given up a creation may still be carried out */
    Ways(List<ApiEndpoint> ways, Duration late) {
        this.late = late;
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

    /** Each attempt counts by itself: one that lost its race may be carried out later all the same. */
    private CompletableFuture<ApiOutcome> attempt(ApiEndpoint way, ApiRequest request, Duration limit) {
        var answer = way.attempt(request, limit);
        if (request.readsOnly()) {
            return answer;
        }
        long number = attempts++;
        changes.put(number, answer);
        return answer.thenApply(outcome -> {
            changes.remove(number);
            if (request.method().equals("POST") && outcome instanceof Unanswered lost && lost.mayHaveArrived()) {
                lateUntil = Math.max(lateUntil, lost.noticed() + late.toNanos());
            }
            return outcome;
        });
    }

    /** Completes when every change that was sent has been answered, and what was not answered can't be carried out any more. */
    CompletableFuture<Void> quiet() {
        var quiet = new CompletableFuture<Void>();
        whenQuiet(quiet);
        return quiet;
    }

    /** Looks again after each answer: it may be followed by another call, as a path that is closed while its object is created deletes it then. */
    private void whenQuiet(CompletableFuture<Void> quiet) {
        if (!changes.isEmpty()) {
            var unused = CompletableFuture.allOf(changes.values().toArray(CompletableFuture<?>[]::new))
                    .whenComplete((all, failure) -> loop().post(() -> whenQuiet(quiet)));
        } else if (loop().now() < lateUntil) {
            loop().at(lateUntil, () -> whenQuiet(quiet));
        } else {
            quiet.complete(null);
        }
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
            var unused = attempt(way, request, limit).thenAccept(outcome -> end(way, outcome));
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
