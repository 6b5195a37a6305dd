package dev.lacuna.experiments.controlplane;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Sends requests of one kind along one way, on connections that nothing else uses. Called on the loop. */
public interface RequestPath extends AutoCloseable {

    /** Sends one request. The answer completes on the loop, with a failure as a value; never later than {@code timeout}. */
    CompletableFuture<Answer> send(Duration timeout);

    @Override
    void close();

    /**
     * How one request went.
     *
     * @param sent when the request was handed to the network
     * @param answered when the answer began, or the failure was known
     */
    record Answer(long sent, long answered, boolean good, String detail) {}

    /** What to send and which way. */
    sealed interface Description {}

    /**
     * To the Kubernetes API.
     *
     * @param instance which API server's node, or empty for the balancer
     * @param fresh a new connection for each request, or one that is kept
     */
    record Api(String instance, Request request, boolean fresh) implements Description {}

    /** To a service of the user's own. {@code contains} empty: any text is good. */
    record Http(String url, int status, String contains, boolean fresh) implements Description {}

    /** READYZ: the server's own word. READ: a consistent read from etcd. WRITE: an update of an object of the run's own. */
    enum Request {
        READYZ,
        READ,
        WRITE
    }
}
