package dev.lacuna.experiments.rehearsal;

import dev.lacuna.experiments.controlplane.RunRegistry;
import dev.lacuna.experiments.rehearsal.agent.AgentPods;
import dev.lacuna.experiments.rehearsal.api.Ask;
import dev.lacuna.experiments.rehearsal.api.Caller;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Lock, journals, helper pods and objects of a simulated cluster; they can be had only through its API, like everything there. */
final class SimulatedRegistry implements RunRegistry {
    /** A server that hangs takes 4 s, and three of them are asked one after another. */
    private static final int DELETIONS = 9;

    private static final int JOURNAL_DELETIONS = 3;

    private final Caller caller;
    private final Records records;
    private final AgentPods helpers;
    private final SimulatedLock lock;
    private final Creations creations;

    SimulatedRegistry(Caller caller, Records records, AgentPods helpers, SimulatedLock lock, Creations creations) {
        this.caller = caller;
        this.records = records;
        this.helpers = helpers;
        this.lock = lock;
        this.creations = creations;
    }

    @Override
    public CompletableFuture<Optional<String>> lock(String runId) {
        return lock.take(runId);
    }

    @Override
    public CompletableFuture<Void> unlock() {
        return lock.release();
    }

    @Override
    public CompletableFuture<Optional<String>> lockHolder() {
        return lock.holder();
    }

    @Override
    public void onLockLost(Consumer<String> reader) {
        lock.onLost(reader);
    }

    @Override
    public CompletableFuture<Void> saveJournal(String runId, String journal) {
        return write(() -> records.journals.put(runId, journal));
    }

    @Override
    public CompletableFuture<Void> dropJournal(String runId) {
        return again(() -> records.journals.remove(runId), JOURNAL_DELETIONS);
    }

    @Override
    public CompletableFuture<Map<String, String>> journals() {
        return read(() -> Map.copyOf(records.journals));
    }

    @Override
    public CompletableFuture<List<AgentPodSeen>> helpers() {
        return read(helpers::all);
    }

    @Override
    public CompletableFuture<Void> removeHelper(AgentPodSeen helper) {
        return again(() -> helpers.remove(helper), DELETIONS);
    }

    /** As on a real cluster, where a deletion that nobody is known to have heard of is sent again ({@code kubernetes.AgentPods}, {@code LiveRegistry}). */
    private CompletableFuture<Void> again(Runnable change, int attempts) {
        return write(change)
                .exceptionallyCompose(failure ->
                        attempts > 1 ? again(change, attempts - 1) : CompletableFuture.failedFuture(failure));
    }

    @Override
    public CompletableFuture<Set<String>> runsWithObjects() {
        return read(() -> Set.copyOf(records.objects.keySet()));
    }

    @Override
    public CompletableFuture<List<String>> removeObjects(String runId) {
        return creations
                .quiet()
                .thenCompose(quiet -> caller.ask(Ask.write(() -> Optional.ofNullable(records.objects.remove(runId)))))
                .thenApply(removed -> ((Optional<?>) removed)
                        .stream()
                                .flatMap(names -> ((Set<?>) names).stream())
                                .map(String::valueOf)
                                .toList());
    }

    private <T> CompletableFuture<T> read(Supplier<T> value) {
        return caller.ask(Ask.read(() -> "")).thenApply(asked -> value.get());
    }

    private CompletableFuture<Void> write(Runnable change) {
        return caller.ask(Ask.write(() -> {
                    change.run();
                    return "";
                }))
                .thenAccept(written -> {});
    }
}
