package dev.lacuna.experiments.rehearsal.model;

import dev.lacuna.engine.scenario.shape.Share;

/**
 * What an API server can do at a time, and what the load of others does to it.
 *
 * @param limit requests that are worked on at the same time, over all priority levels
 * @param reject of the requests of ordinary users, those that find their queue filled by others and are turned away with 429
 * @param hang of all requests, those that are never answered while anybody waits
 * @param slow those that take longer
 */
public record LoadModel(int limit, Share reject, Share hang, Slow slow) {

    /**
     * Requests that take longer.
     *
     * @param share of all requests
     * @param by how much longer each of them takes
     */
    public record Slow(Share share, Range by) {}

    public LoadModel {
        if (limit < 1) {
            throw new IllegalArgumentException("an API server works on at least one request: " + limit);
        }
    }

    /** 400 and 200: k/k staging/src/k8s.io/apiserver/pkg/server/config.go, MaxRequestsInFlight and MaxMutatingRequestsInFlight, whose sum priority and fairness shares out. */
    public static LoadModel standard() {
        return new LoadModel(600, Share.NONE, Share.NONE, new Slow(Share.NONE, Range.millis(300, 2_000)));
    }
}
