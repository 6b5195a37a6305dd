package dev.lacuna.experiments.controlplane;

import dev.lacuna.engine.time.Interval;
import java.util.concurrent.CompletableFuture;

/** Asks a component to do its job on a small object of the run's own, again and again. Called on the loop. */
public interface Canary extends AutoCloseable {

    /** Creates what it needs. */
    CompletableFuture<Void> open();

    /**
     * Asks once.
     *
     * @return when the work was seen done: not before the last look that showed it undone, not after the first that showed it done. Fails when it could
     *     not even be asked. May never complete while the component is down.
     */
    CompletableFuture<Interval> ask();

    /** Stops looking and removes what it created, as far as that is possible. */
    @Override
    void close();

    /** Which component's job it is. {@code instance}: for WATCH the API server's node, empty for the balancer. */
    record Description(Job job, String instance) {}

    enum Job {
        /** A pod is looked at by the scheduler. */
        SCHEDULER,
        /** A ReplicaSet gets one pod more. */
        CONTROLLER_MANAGER,
        /** A change of an object comes through an open watch. */
        WATCH
    }
}
