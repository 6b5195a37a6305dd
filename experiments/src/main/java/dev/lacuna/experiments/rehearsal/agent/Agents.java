package dev.lacuna.experiments.rehearsal.agent;

import dev.lacuna.engine.fault.FaultException;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.controlplane.NodeAgent;
import dev.lacuna.experiments.rehearsal.api.ApiServer;
import dev.lacuna.experiments.rehearsal.api.Ask;
import dev.lacuna.experiments.rehearsal.api.Caller;
import dev.lacuna.experiments.rehearsal.machine.Machine;
import dev.lacuna.experiments.rehearsal.model.NodeModel;
import dev.lacuna.experiments.rehearsal.wire.Wire;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;

/** The agents of a run, and those that earlier runs left. */
public final class Agents {
    private static final int KUBELET_PORT = 10_250;
    private final List<Machine> machines;
    private final Caller caller;
    private final NodeModel model;
    private final Wire wire;
    private final Runnable networkChanged;
    private final RandomGenerator chance;
    private final Loop loop;
    private final String runId;
    private final Map<String, SimulatedAgent> open = new TreeMap<>();
    private final AgentPods helpers;
    private final List<Talk> talks = new ArrayList<>();
    private boolean silent;

    public Agents(
            List<Machine> machines,
            AgentPods helpers,
            Caller caller,
            NodeModel model,
            Wire wire,
            Runnable networkChanged,
            RandomGenerator chance,
            Loop loop,
            String runId) {
        this.machines = List.copyOf(machines);
        this.helpers = helpers;
        this.caller = caller;
        this.model = model;
        this.wire = wire;
        this.networkChanged = networkChanged;
        this.chance = chance;
        this.loop = loop;
        this.runId = runId;
    }

    /** Agents on these nodes, started where there are none. */
    public CompletableFuture<Map<String, NodeAgent>> on(Set<String> nodes) {
        var wanted = new TreeSet<>(nodes);
        var missing = wanted.stream().filter(node -> !lives(node)).toList();
        if (missing.isEmpty()) {
            return CompletableFuture.completedFuture(these(wanted));
        }
        return caller.ask(Ask.write(() -> created(missing))).thenCompose(made -> {
            var all = new CompletableFuture<Map<String, NodeAgent>>();
            loop.at(loop.now() + model.agentStart().draw(chance), () -> {
                try {
                    missing.forEach(this::start);
                    all.complete(these(wanted));
                } catch (FaultException e) {
                    all.completeExceptionally(e);
                }
            });
            return all;
        });
    }

    private Object created(List<String> nodes) {
        nodes.forEach(node -> helpers.create(node, runId));
        return "";
    }

    private boolean lives(String node) {
        var agent = open.get(node);
        return agent != null && !agent.talk().ended();
    }

    private Map<String, NodeAgent> these(Set<String> nodes) {
        Map<String, NodeAgent> agents = new TreeMap<>();
        open.forEach((node, agent) -> {
            if (nodes.contains(node)) {
                agents.put(node, agent);
            }
        });
        return agents;
    }

    private void start(String node) {
        if (lives(node) || !helpers.wanted(node, runId)) {
            return;
        }
        var machine = machines.stream()
                .filter(one -> one.name().equals(node))
                .findFirst()
                .orElseThrow(() -> new FaultException(
                        FaultException.Kind.NOT_READY,
                        "node " + node + ": no helper pod can run there: the node does not exist"));
        var deeds = new Deeds(machine, runId, networkChanged);
        var talk = new Talk(machine, model, chance, () -> reaches(machine), deeds);
        talks.add(talk);
        if (silent) {
            talk.fallSilent();
        }
        open.put(node, new SimulatedAgent(machine, talk, deeds, new Dial(machines, wire, this::listens)));
        helpers.started(node, runId, talk);
    }

    private boolean listens(Machine machine, int port) {
        return Dial.listener(machine, port)
                .filter(pod -> pod.execution().isPresent())
                .isPresent();
    }

    /** Words go from the runner through an API server and the node's kubelet. */
    private boolean reaches(Machine machine) {
        return caller.servers().stream().anyMatch(server -> server.answers() && reaches(server, machine));
    }

    private static boolean reaches(ApiServer server, Machine machine) {
        var from = server.machine().host();
        return !Wire.cut(from, machine.host(), KUBELET_PORT) && !Wire.cut(machine.host(), from, KUBELET_PORT);
    }

    public Map<String, NodeAgent> open() {
        Map<String, NodeAgent> agents = new HashMap<>();
        open.forEach((node, agent) -> {
            if (!agent.talk().ended()) {
                agents.put(node, agent);
            }
        });
        return agents;
    }

    /** Ends all agents, and takes their pods away; tells what could not be ended. */
    public CompletableFuture<List<String>> dismiss() {
        List<String> left = new ArrayList<>();
        List<CompletableFuture<Void>> healed = new ArrayList<>();
        open.values().stream()
                .filter(agent -> !agent.talk().ended())
                .forEach(agent -> healed.add(agent.heal().handle((done, failure) -> {
                    if (failure == null) {
                        agent.talk().end();
                    } else {
                        left.add("node " + agent.node() + ": not known to be healed: " + failure.getMessage());
                    }
                    return null;
                })));
        return CompletableFuture.allOf(healed.toArray(CompletableFuture[]::new)).thenApply(done -> {
            open.clear();
            helpers.removeOf(runId);
            return List.copyOf(left);
        });
    }

    /** The runner says goodbye: each agent undoes what it has begun. */
    public void close() {
        open.values().forEach(agent -> agent.talk().end());
    }

    /** The runner is gone without a word. */
    public void fallSilent() {
        silent = true;
        talks.forEach(Talk::fallSilent);
    }
}
