package dev.lacuna.experiments.nodeagent;

import dev.lacuna.engine.time.Interval;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.controlplane.AppliedFilter;
import dev.lacuna.experiments.controlplane.Connection;
import dev.lacuna.experiments.controlplane.FilterCount;
import dev.lacuna.experiments.controlplane.NodeAgent;
import dev.lacuna.experiments.controlplane.NodeCapabilities;
import dev.lacuna.experiments.controlplane.NodeProcess;
import dev.lacuna.experiments.controlplane.PacketFilter;
import dev.lacuna.experiments.controlplane.ProcessRef;
import dev.lacuna.experiments.controlplane.Residue;
import dev.lacuna.experiments.controlplane.SentSignal;
import dev.lacuna.experiments.controlplane.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * An agent whose commands may be given from any thread: each is carried over to the loop, where the session lives. {@link #at} and {@link #clockWidth} answer at
 * once, and are for the loop only.
 */
public final class PostedAgent implements NodeAgent {
    private final NodeAgent session;
    private final Loop loop;

    public PostedAgent(NodeAgent session, Loop loop) {
        this.session = session;
        this.loop = loop;
    }

    private <T> CompletableFuture<T> post(Supplier<CompletableFuture<T>> command) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        loop.post(() -> {
            try {
                var unused = command.get().whenComplete((value, failure) -> {
                    if (failure == null) {
                        answer.complete(value);
                    } else {
                        answer.completeExceptionally(failure);
                    }
                });
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        return answer;
    }

    @Override
    public String node() {
        return session.node();
    }

    @Override
    public NodeCapabilities capabilities() {
        return session.capabilities();
    }

    @Override
    public CompletableFuture<ProcessRef> find(String containerId) {
        return post(() -> session.find(containerId));
    }

    @Override
    public CompletableFuture<List<NodeProcess>> processes(Set<String> commands) {
        return post(() -> session.processes(commands));
    }

    @Override
    public CompletableFuture<SentSignal> signal(ProcessRef process, Signal signal, Duration watch) {
        return post(() -> session.signal(process, signal, watch));
    }

    @Override
    public CompletableFuture<Interval> freeze(ProcessRef process, Duration atMost) {
        return post(() -> session.freeze(process, atMost));
    }

    @Override
    public CompletableFuture<Interval> thaw(ProcessRef process) {
        return post(() -> session.thaw(process));
    }

    @Override
    public CompletableFuture<AppliedFilter> apply(PacketFilter filter) {
        return post(() -> session.apply(filter));
    }

    @Override
    public CompletableFuture<FilterCount> count(String filterId) {
        return post(() -> session.count(filterId));
    }

    @Override
    public CompletableFuture<Interval> remove(String filterId) {
        return post(() -> session.remove(filterId));
    }

    @Override
    public CompletableFuture<Connection> connect(String address, int port, Duration timeout) {
        return post(() -> session.connect(address, port, timeout));
    }

    @Override
    public CompletableFuture<Void> heal() {
        return post(session::heal);
    }

    @Override
    public CompletableFuture<Residue> residue(Set<String> stopped) {
        return post(() -> session.residue(stopped));
    }

    @Override
    public CompletableFuture<List<String>> sweep(Set<String> containersToThaw) {
        return post(() -> session.sweep(containersToThaw));
    }

    @Override
    public Interval at(Instant nodeWall) {
        return session.at(nodeWall);
    }

    @Override
    public long clockWidth() {
        return session.clockWidth();
    }

    @Override
    public void onTrouble(Consumer<String> reader) {
        loop.post(() -> session.onTrouble(reader));
    }

    @Override
    public void close() {
        loop.post(session::close);
    }
}
