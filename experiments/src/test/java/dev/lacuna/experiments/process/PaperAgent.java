package dev.lacuna.experiments.process;

import dev.lacuna.engine.time.Interval;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.controlplane.AppliedFilter;
import dev.lacuna.experiments.controlplane.Connection;
import dev.lacuna.experiments.controlplane.FilterCount;
import dev.lacuna.experiments.controlplane.NodeAgent;
import dev.lacuna.experiments.controlplane.NodeAgentFailure;
import dev.lacuna.experiments.controlplane.NodeAgentFailure.Reason;
import dev.lacuna.experiments.controlplane.NodeCapabilities;
import dev.lacuna.experiments.controlplane.NodeProcess;
import dev.lacuna.experiments.controlplane.PacketFilter;
import dev.lacuna.experiments.controlplane.ProcessRef;
import dev.lacuna.experiments.controlplane.Residue;
import dev.lacuna.experiments.controlplane.SentSignal;
import dev.lacuna.experiments.controlplane.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** An agent on a node of paper: its processes are a map, its deeds a list. As the real one it looks right before a deed whether that process is still there. */
public final class PaperAgent implements NodeAgent {
    public final Map<String, ProcessRef> processes = new HashMap<>();
    public final List<String> deeds = new ArrayList<>();
    public Residue residue = Residue.NONE;
    public Optional<NodeAgentFailure> failure = Optional.empty();
    public Duration dying = Duration.ofMillis(7);
    public boolean dies = true;
    private final String node;
    private final Loop loop;

    public PaperAgent(String node, Loop loop) {
        this.node = node;
        this.loop = loop;
    }

    public static NodeAgentFailure failure(Reason reason, String code) {
        return new NodeAgentFailure(reason, code, reason + " " + code);
    }

    private <T> CompletableFuture<T> answer(T value) {
        return failure.<CompletableFuture<T>>map(CompletableFuture::failedFuture)
                .orElseGet(() -> CompletableFuture.completedFuture(value));
    }

    private Interval now() {
        return new Interval(loop.now(), loop.now() + 1_000);
    }

    private boolean lives(ProcessRef process) {
        return process.equals(processes.get(process.containerId()));
    }

    @Override
    public String node() {
        return node;
    }

    @Override
    public NodeCapabilities capabilities() {
        return new NodeCapabilities(true, true, false, true, 0, "boot-" + node);
    }

    @Override
    public CompletableFuture<ProcessRef> find(String containerId) {
        var process = processes.get(containerId);
        return process == null
                ? CompletableFuture.failedFuture(failure(Reason.REFUSED, "no-process"))
                : answer(process);
    }

    @Override
    public CompletableFuture<List<NodeProcess>> processes(Set<String> commands) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<SentSignal> signal(ProcessRef process, Signal signal, Duration watch) {
        if (failure.isEmpty() && !lives(process)) {
            return CompletableFuture.failedFuture(failure(Reason.REFUSED, "other-start"));
        }
        deeds.add("SIG" + signal + " " + process.pid());
        var gone = new CompletableFuture<Optional<Interval>>();
        if (dies) {
            loop.after(dying, () -> gone.complete(Optional.of(now())));
            processes.remove(process.containerId());
        } else {
            loop.after(watch, () -> gone.complete(Optional.empty()));
        }
        return answer(new SentSignal(now(), gone));
    }

    @Override
    public CompletableFuture<Interval> freeze(ProcessRef process, Duration atMost) {
        if (failure.isEmpty() && !lives(process)) {
            return CompletableFuture.failedFuture(failure(Reason.REFUSED, "gone"));
        }
        deeds.add("SIGSTOP " + process.pid());
        return answer(now());
    }

    @Override
    public CompletableFuture<Interval> thaw(ProcessRef process) {
        deeds.add("SIGCONT " + process.pid());
        return answer(now());
    }

    @Override
    public CompletableFuture<AppliedFilter> apply(PacketFilter filter) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<FilterCount> count(String filterId) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Interval> remove(String filterId) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Connection> connect(String address, int port, Duration timeout) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Void> heal() {
        deeds.add("heal");
        return answer(true).thenAccept(done -> {});
    }

    @Override
    public CompletableFuture<Residue> residue(Set<String> stopped) {
        deeds.add("residue " + stopped.stream().sorted().toList());
        return answer(residue);
    }

    @Override
    public CompletableFuture<List<String>> sweep(Set<String> containersToThaw) {
        deeds.add("sweep " + containersToThaw.stream().sorted().toList());
        return answer(List.of("removed table lacuna_r1"));
    }

    @Override
    public Interval at(Instant nodeWall) {
        return now();
    }

    @Override
    public long clockWidth() {
        return 1_000;
    }

    @Override
    public void onTrouble(Consumer<String> reader) {
        // Nothing befalls it.
    }

    @Override
    public void close() {
        deeds.add("close");
    }
}
