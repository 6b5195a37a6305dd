package dev.lacuna.experiments.rehearsal;

import dev.lacuna.experiments.controlplane.RunRegistry;
import dev.lacuna.experiments.rehearsal.agent.Agents;
import dev.lacuna.experiments.rehearsal.api.Ask;
import dev.lacuna.experiments.rehearsal.api.Caller;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Lock and journals of a simulated cluster; they can be had only through its API, like everything there. */
final class SimulatedRegistry implements RunRegistry {
    private final Caller caller;
    private final Agents agents;
    private final Map<String, String> journals = new TreeMap<>();
    private @Nullable String holder;

    SimulatedRegistry(Caller caller, Agents agents) {
        this.caller = caller;
        this.agents = agents;
    }

    @Override
    public CompletableFuture<Optional<String>> lock(String runId) {
        return write(() -> {
                    boolean taken = holder != null && !holder.equals(runId);
                    holder = taken ? holder : runId;
                    return taken ? "run " + holder : "";
                })
                .thenApply(other -> Optional.of(other).filter(text -> !text.isEmpty()));
    }

    @Override
    public CompletableFuture<Void> unlock() {
        return done(() -> holder = null);
    }

    @Override
    public CompletableFuture<Optional<String>> lockHolder() {
        return caller.ask(Ask.read(() -> "")).thenApply(read -> Optional.ofNullable(holder));
    }

    @Override
    public CompletableFuture<Void> saveJournal(String runId, String journal) {
        return done(() -> journals.put(runId, journal));
    }

    @Override
    public CompletableFuture<Void> dropJournal(String runId) {
        return done(() -> journals.remove(runId));
    }

    @Override
    public CompletableFuture<Map<String, String>> journals() {
        return caller.ask(Ask.read(() -> "")).thenApply(read -> new HashMap<>(journals));
    }

    @Override
    public CompletableFuture<List<AgentPodSeen>> helpers() {
        return caller.ask(Ask.read(() -> "")).thenApply(read -> agents.helpers());
    }

    @Override
    public CompletableFuture<Void> removeHelper(AgentPodSeen helper) {
        return done(() -> agents.remove(helper));
    }

    @Override
    public CompletableFuture<List<String>> removeObjects(String runId) {
        return done(() -> {}).thenApply(removed -> List.of());
    }

    private CompletableFuture<String> write(Supplier<String> change) {
        return caller.ask(Ask.write(change::get)).thenApply(String::valueOf);
    }

    private CompletableFuture<Void> done(Runnable change) {
        return caller.ask(Ask.write(() -> {
                    change.run();
                    return "";
                }))
                .thenAccept(written -> {});
    }
}
