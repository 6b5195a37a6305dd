package dev.lacuna.experiments.controlplane;

import dev.lacuna.engine.time.Interval;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Hands and eyes on one node. Whatever it does ends by itself when nobody speaks to it any more.
 *
 * <p>Called on the run's loop only; every answer completes there. Moments are on the run's clock. An answer fails
 * with {@link NodeAgentFailure}: when it
 * says {@link NodeAgentFailure.Reason#UNANSWERED}, the deed may have been done or not, and {@link #heal} is the way
 * out.
 */
public interface NodeAgent extends AutoCloseable {

    String node();

    NodeCapabilities capabilities();

    /** The first process of a running container. */
    CompletableFuture<ProcessRef> find(String containerId);

    /**
     * All processes of pods on this node with one of these command names (at most 15 characters of a name count, as
     * in the kernel).
     * Stopped and dying ones are listed too, with their state.
     */
    CompletableFuture<List<NodeProcess>> processes(Set<String> commands);

    /**
     * Sends a signal, after a look that it is still that process in that container.
     *
     * @param watch for how long its death is waited for
     */
    CompletableFuture<SentSignal> signal(ProcessRef process, Signal signal, Duration watch);

    /**
     * Stops a process; answers from when it stood still with all its threads: not before the lower bound, not after
     * the upper.
     *
     * @param atMost after which the node lets it run again by itself, whole seconds, rounded up
     */
    CompletableFuture<Interval> freeze(ProcessRef process, Duration atMost);

    /** Lets it run again. Well if it runs already or is gone. */
    CompletableFuture<Interval> thaw(ProcessRef process);

    CompletableFuture<AppliedFilter> apply(PacketFilter filter);

    CompletableFuture<FilterCount> count(String filterId);

    /** Removes a filter. Well if it is gone already. */
    CompletableFuture<Interval> remove(String filterId);

    /** One TCP connection from this node's own network. */
    CompletableFuture<Connection> connect(String address, int port, Duration timeout);

    /** Ends all that this agent has begun, and answers when it has seen that all is ended. */
    CompletableFuture<Void> heal();

    /**
     * What is left on this node: tables and chains by name, stopped processes of pods.
     *
     * @param stopped containers whose processes this run has stopped, or may have
     */
    CompletableFuture<Residue> residue(Set<String> stopped);

    /**
     * Removes every table and chain of any run, and lets stopped processes of these containers run again. For
     * recovery only: a run that is going on is
     * not spared.
     *
     * @return what was done, a line each; what is left is told by {@link #residue}
     */
    CompletableFuture<List<String>> sweep(Set<String> containersToThaw);

    /** A moment of this node's wall clock (in whole microseconds, as Leases have it) on the run's clock. */
    Interval at(Instant nodeWall);

    /** How exactly this node's clock is known now, in nanoseconds: the least width of any moment that it reports. */
    long clockWidth();

    /**
     * {@code reader} hears what happens unasked, in words: a link lost or back, a filter lost, a process let go by a
     * guard, the agent's end.
     */
    void onTrouble(Consumer<String> reader);

    /** Ends what the agent has begun, and the agent; does not wait. */
    @Override
    void close();
}
