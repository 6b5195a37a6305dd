package dev.lacuna.experiments.rehearsal.agent;

import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.controlplane.PacketFilter;
import dev.lacuna.experiments.controlplane.Residue;
import dev.lacuna.experiments.rehearsal.machine.Execution;
import dev.lacuna.experiments.rehearsal.machine.HostedPod;
import dev.lacuna.experiments.rehearsal.machine.Machine;
import dev.lacuna.experiments.rehearsal.wire.Host;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What one agent has done to its node and not undone. */
final class Deeds {
    private final Machine machine;
    private final Runnable networkChanged;
    private final Map<String, Host.Filter> filters = new LinkedHashMap<>();
    private final Set<Execution> stopped = new LinkedHashSet<>();
    private int number;

    Deeds(Machine machine, Runnable networkChanged) {
        this.machine = machine;
        this.networkChanged = networkChanged;
    }

    String apply(PacketFilter spec) {
        String id = "f" + ++number;
        var filter = new Host.Filter(id, spec);
        filters.put(id, filter);
        machine.host().filters().add(filter);
        networkChanged.run();
        return id;
    }

    Optional<Host.Filter> filter(String id) {
        return Optional.ofNullable(filters.get(id));
    }

    void remove(String id) {
        var filter = filters.remove(id);
        if (filter != null) {
            machine.host().filters().remove(filter);
            networkChanged.run();
        }
    }

    void freeze(HostedPod pod, Execution process, long atMost) {
        pod.stop(process);
        stopped.add(process);
        Loop loop = machine.loop();
        loop.at(loop.now() + atMost, () -> thaw(process));
    }

    void thaw(Execution process) {
        if (stopped.remove(process)) {
            goOn(machine, process);
        }
    }

    void undo() {
        List.copyOf(filters.keySet()).forEach(this::remove);
        List.copyOf(stopped).forEach(this::thaw);
    }

    static void goOn(Machine machine, Execution process) {
        machine.pods().stream()
                .filter(pod -> pod.execution().filter(process::equals).isPresent())
                .forEach(pod -> pod.goOn(process));
    }

    /** What is in force on a node; a simulated cluster knows one run only. */
    static Residue residue(Machine machine, Set<String> containers) {
        List<String> own = new ArrayList<>();
        List<String> strangers = new ArrayList<>();
        machine.host().filters().forEach(filter -> own.add("packet filter " + filter.id()));
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
        return new Residue(own, List.of(), strangers);
    }
}
