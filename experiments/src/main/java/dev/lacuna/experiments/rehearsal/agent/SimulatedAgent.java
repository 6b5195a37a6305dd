package dev.lacuna.experiments.rehearsal.agent;

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
import dev.lacuna.experiments.controlplane.RemovedFilter;
import dev.lacuna.experiments.controlplane.Residue;
import dev.lacuna.experiments.controlplane.SentSignal;
import dev.lacuna.experiments.controlplane.Signal;
import dev.lacuna.experiments.rehearsal.machine.Execution;
import dev.lacuna.experiments.rehearsal.machine.HostedPod;
import dev.lacuna.experiments.rehearsal.machine.Machine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** An agent on a simulated node. */
final class SimulatedAgent implements NodeAgent {
    private static final long CLOCK_WIDTH = 900_000L;
    private static final int LONGEST_COMMAND = 15;

    /** How often whoever speaks to an agent asks for its wall clock: nodeagent.AgentSession. */
    private static final long WALL_EACH = 5_000_000_000L;

    private final Machine machine;
    private final Talk talk;
    private final Deeds deeds;
    private final Dial dial;
    private final Loop loop;
    private final long greeted;

    SimulatedAgent(Machine machine, Talk talk, Deeds deeds, Dial dial) {
        this.machine = machine;
        this.talk = talk;
        this.deeds = deeds;
        this.dial = dial;
        this.loop = machine.loop();
        this.greeted = loop.now();
    }

    Talk talk() {
        return talk;
    }

    @Override
    public String node() {
        return machine.name();
    }

    @Override
    public NodeCapabilities capabilities() {
        return new NodeCapabilities(true, true, false, true, 0, "boot-" + machine.name());
    }

    @Override
    public CompletableFuture<ProcessRef> find(String containerId) {
        return talk.ask(() -> machine.pods().stream()
                .flatMap(pod -> pod.execution().stream())
                .filter(process -> process.process().containerId().equals(containerId))
                .findFirst()
                .map(Execution::process)
                .orElseThrow(() -> talk.refused("gone", "no process belongs to container " + containerId)));
    }

    @Override
    public CompletableFuture<List<NodeProcess>> processes(Set<String> commands) {
        return talk.ask(() -> machine.pods().stream()
                .flatMap(pod -> pod.execution().stream())
                .filter(process -> commands.stream()
                        .anyMatch(command -> process.command()
                                .equals(
                                        command.length() > LONGEST_COMMAND
                                                ? command.substring(0, LONGEST_COMMAND)
                                                : command)))
                .map(process -> new NodeProcess(process.process(), process.command(), process.running() ? 'S' : 'T'))
                .toList());
    }

    private record Found(HostedPod pod, Execution process) {}

    private Found require(ProcessRef wanted) {
        return search(wanted)
                .orElseThrow(() -> talk.refused(
                        "gone", "process %d of container %s is gone".formatted(wanted.pid(), wanted.containerId())));
    }

    private Optional<Found> search(ProcessRef wanted) {
        return machine.pods().stream()
                .flatMap(pod -> pod.execution().map(process -> new Found(pod, process)).stream())
                .filter(found -> found.process().process().equals(wanted))
                .findFirst();
    }

    @Override
    public CompletableFuture<SentSignal> signal(ProcessRef process, Signal signal, Duration watch) {
        return talk.ask(() -> {
            var found = require(process);
            var gone = new CompletableFuture<Optional<Interval>>();
            Runnable seen = () -> gone.complete(Optional.of(talk.around(loop.now())));
            if (signal == Signal.KILL) {
                found.pod().kill(found.process(), seen);
            } else {
                found.pod().terminate(found.process(), seen);
            }
            loop.after(watch, () -> gone.complete(Optional.empty()));
            long now = loop.now();
            return new SentSignal(new Interval(now - 200_000L, now + 700_000L), gone);
        });
    }

    @Override
    public CompletableFuture<Interval> freeze(ProcessRef process, Duration atMost) {
        return talk.ask(() -> {
            var found = require(process);
            if (!found.process().running()) {
                throw talk.refused("already-stopped", "process " + process.pid() + " stands still already");
            }
            deeds.freeze(found.pod(), found.process(), atMost.toNanos());
            return talk.around(loop.now());
        });
    }

    @Override
    public CompletableFuture<Interval> thaw(ProcessRef process) {
        return talk.ask(() -> {
            search(process).ifPresent(found -> deeds.thaw(found.process()));
            return talk.around(loop.now());
        });
    }

    @Override
    public CompletableFuture<AppliedFilter> apply(PacketFilter filter) {
        return talk.ask(() -> new AppliedFilter(deeds.apply(filter), talk.around(loop.now())));
    }

    @Override
    public CompletableFuture<FilterCount> count(String filterId) {
        return talk.ask(() -> deeds.filter(filterId)
                .map(filter -> new FilterCount(filter.matched(), filter.dropped()))
                .orElseThrow(() -> talk.refused("no-filter", "there is no filter " + filterId)));
    }

    @Override
    public CompletableFuture<RemovedFilter> remove(String filterId) {
        return talk.ask(() -> {
            var last = deeds.filter(filterId).map(filter -> new FilterCount(filter.matched(), filter.dropped()));
            deeds.remove(filterId);
            return new RemovedFilter(talk.around(loop.now()), last);
        });
    }

    @Override
    public CompletableFuture<Connection> connect(String address, int port, Duration timeout) {
        return talk.ask(() -> dial.attempt(machine.host(), address, port, timeout))
                .thenCompose(attempt -> {
                    var answer = new CompletableFuture<Connection>();
                    loop.after(attempt.took(), () -> answer.complete(attempt));
                    return answer;
                });
    }

    @Override
    public CompletableFuture<Void> heal() {
        return talk.ask(() -> {
                    deeds.undo();
                    return Boolean.TRUE;
                })
                .thenAccept(done -> {});
    }

    @Override
    public CompletableFuture<Residue> residue(Set<String> stopped) {
        return talk.ask(() -> deeds.residue(stopped));
    }

    @Override
    public CompletableFuture<List<String>> sweep(Set<String> containersToThaw) {
        return talk.ask(() -> {
            List<String> done = new ArrayList<>();
            deeds.sweep().forEach(id -> done.add("removed packet filter " + id));
            machine.pods().stream()
                    .flatMap(pod -> pod.execution().stream())
                    .filter(process -> process.state() == Execution.State.STOPPED
                            && containersToThaw.contains(process.process().containerId()))
                    .toList()
                    .forEach(process -> {
                        Deeds.goOn(machine, process);
                        done.add("process " + process.process().pid() + " runs again");
                    });
            return done;
        });
    }

    @Override
    public Interval at(Instant nodeWall) {
        long asked = loop.now() - (loop.now() - greeted) % WALL_EACH;
        var now = by(machine.skewAt(asked), nodeWall);
        var before = by(machine.skewAt(Math.max(greeted, asked - WALL_EACH)), nodeWall);
        return Interval.spanning(List.of(now, before));
    }

    /** As with a real node's clock: of what was set since it was last asked for, nothing is known. */
    private Interval by(long skew, Instant nodeWall) {
        long moment = loop.now() + Duration.between(loop.wall(), nodeWall).toNanos() - skew;
        return new Interval(moment - CLOCK_WIDTH / 2, moment + CLOCK_WIDTH / 2);
    }

    @Override
    public long clockWidth() {
        return CLOCK_WIDTH;
    }

    @Override
    public void onTrouble(Consumer<String> reader) {
        // A simulated agent's link is lost without a word; who asks it something hears of it.
    }

    @Override
    public void close() {
        loop.post(talk::end);
    }
}
