package dev.lacuna.experiments.nodeagent;

import java.util.concurrent.CompletableFuture;

/** Opens links to one agent. */
@FunctionalInterface
public interface LinkSource {

    /**
     * Opens a link by running {@link AgentProgram#linkCommand()} in the agent's container.
     *
     * @param path 0, 1, …: which way, for example through which API server
     * @return completes on any thread; fails with a {@link LinkLost} where its agent is known to have ended
     */
    CompletableFuture<AgentLink> open(int path);

    /** The talk is over: no link is wanted any more. Called on the loop. */
    default void over() {}
}
