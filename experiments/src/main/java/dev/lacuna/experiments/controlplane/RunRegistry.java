package dev.lacuna.experiments.controlplane;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** What runs leave in the cluster so that others, and their own successors, find them. */
public interface RunRegistry {

    /**
     * Takes the lock that allows one run at a time, and keeps it until {@link #unlock}.
     *
     * @return who holds it, if somebody else does
     */
    CompletableFuture<Optional<String>> lock(String runId);

    CompletableFuture<Void> unlock();

    /** Who holds the lock; also one that died with it. */
    default CompletableFuture<Optional<String>> lockHolder() {
        return CompletableFuture.completedFuture(Optional.empty());
    }

    /** {@code reader} hears, on the loop, when the lock that was taken is another's now, or could not be renewed in time. */
    default void onLockLost(Consumer<String> reader) {}

    /** Keeps a copy of a run's journal in the cluster. */
    CompletableFuture<Void> saveJournal(String runId, String journal);

    CompletableFuture<Void> dropJournal(String runId);

    /** Journals of runs that have not dropped theirs, by run ID. */
    CompletableFuture<Map<String, String>> journals();

    /** Helper pods that are there, of any run: node, run ID and name. */
    CompletableFuture<List<AgentPodSeen>> helpers();

    CompletableFuture<Void> removeHelper(AgentPodSeen helper);

    /** IDs of runs that have such other objects in the cluster. */
    default CompletableFuture<Set<String>> runsWithObjects() {
        return CompletableFuture.completedFuture(Set.of());
    }

    /** Other objects of a run (canaries, probes' objects); tells what it removed. */
    CompletableFuture<List<String>> removeObjects(String runId);

    record AgentPodSeen(String namespace, String name, String node, String runId) {}
}
