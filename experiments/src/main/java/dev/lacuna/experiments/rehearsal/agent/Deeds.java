package dev.lacuna.experiments.rehearsal.agent;

import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.controlplane.PacketFilter;
import dev.lacuna.experiments.controlplane.Residue;
import dev.lacuna.experiments.rehearsal.machine.Execution;
import dev.lacuna.experiments.rehearsal.machine.HostedPod;
import dev.lacuna.experiments.rehearsal.machine.Machine;
import dev.lacuna.experiments.rehearsal.wire.Host;
import dev.lacuna.experiments.rehearsal.witness.Happening;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What one agent has done to its node and not undone. */
final class Deeds {
    private static final String MARK = "-f";
    private final Machine machine;
    private final String runId;
    private final Runnable networkChanged;
    private final Map<String, Host.Filter> filters = new LinkedHashMap<>();
    private final Map<Execution, Loop.Timer> stopped = new LinkedHashMap<>();
    private int number;

    Deeds(Machine machine, String runId, Runnable networkChanged) {
        this.machine = machine;
        this.runId = runId;
        this.networkChanged = networkChanged;
    }

    String apply(PacketFilter spec) {
        String id = runId + MARK + ++number;
        var filter = new Host.Filter(id, spec);
        filters.put(id, filter);
        machine.host().filters().add(filter);
        machine.happenings().happened(Happening.Kind.FILTER_SET, machine.name(), id);
        networkChanged.run();
        return id;
    }

    Optional<Host.Filter> filter(String id) {
        return Optional.ofNullable(filters.get(id));
    }

    void remove(String id) {
        var filter = filters.remove(id);
        if (filter != null) {
            gone(machine, filter);
            networkChanged.run();
        }
    }

    private static void gone(Machine machine, Host.Filter filter) {
        if (machine.host().filters().remove(filter)) {
            machine.happenings().happened(Happening.Kind.FILTER_GONE, machine.name(), filter.id());
        }
    }

    void freeze(HostedPod pod, Execution process, long atMost) {
        pod.stop(process);
        Loop loop = machine.loop();
        stopped.put(process, loop.at(loop.now() + atMost, () -> thaw(process)));
    }

    void thaw(Execution process) {
        var timer = stopped.remove(process);
        if (timer != null) {
            timer.cancel();
            goOn(machine, process);
        }
    }

    void undo() {
        List.copyOf(filters.keySet()).forEach(this::remove);
        List.copyOf(stopped.keySet()).forEach(this::thaw);
    }

    /** Nothing lets stopped processes run again any more. */
    void disarm() {
        stopped.values().forEach(Loop.Timer::cancel);
        stopped.clear();
    }

    /** The kernel forgets the filters. */
    void expire() {
        List.copyOf(filters.keySet()).forEach(this::remove);
    }

    /** Removes the filters of every run; tells which. */
    List<String> sweep() {
        var all = machine.host().filters().stream().filter(Deeds::ofRuns).toList();
        all.forEach(filter -> gone(machine, filter));
        networkChanged.run();
        return all.stream().map(Host.Filter::id).toList();
    }

    /** Others than runs may filter as well. */
    private static boolean ofRuns(Host.Filter filter) {
        return filter.id().contains(MARK);
    }

    static void goOn(Machine machine, Execution process) {
        machine.pods().stream()
                .filter(pod -> pod.execution().filter(process::equals).isPresent())
                .forEach(pod -> pod.goOn(process));
    }

    /** What is in force on the node. */
    Residue residue(Set<String> containers) {
        List<String> own = new ArrayList<>();
        List<String> others = new ArrayList<>();
        List<String> strangers = new ArrayList<>();
        machine.host().filters().stream()
                .filter(Deeds::ofRuns)
                .forEach(filter ->
                        (filter.id().startsWith(runId + MARK) ? own : others).add("packet filter " + filter.id()));
        machine.pods()
                .forEach(pod -> pod.execution()
                        .filter(process -> process.state() == Execution.State.STOPPED)
                        .ifPresent(process -> (containers.contains(
                                                process.process().containerId())
                                        ? own
                                        : strangers)
                                .add("stopped process %d of %s"
                                        .formatted(
                                                process.process().pid(),
                                                pod.shown().object()))));
        return new Residue(own, others, strangers);
    }
}
