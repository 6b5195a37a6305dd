package dev.lacuna.experiments.kubernetes;

import com.google.gson.JsonObject;
import dev.lacuna.engine.fault.FaultException;
import dev.lacuna.engine.time.Answers;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.controlplane.NodeAgent;
import dev.lacuna.experiments.controlplane.NodeAgentFailure;
import dev.lacuna.experiments.kubernetes.api.ExecTarget;
import dev.lacuna.experiments.kubernetes.read.Json;
import dev.lacuna.experiments.kubernetes.read.NodeReader;
import dev.lacuna.experiments.nodeagent.AgentGreeting;
import dev.lacuna.experiments.nodeagent.AgentPod;
import dev.lacuna.experiments.nodeagent.AgentProgram;
import dev.lacuna.experiments.nodeagent.PostedAgent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The agents of this run: one helper pod and one talk for each node, kept until they are dismissed. Belongs to the loop; one call at a time. */
final class LiveAgents {
    private final Servers servers;
    private final Loop loop;
    private final AgentPods pods;
    private final Namespaces namespaces;
    private final String namespace;
    private final Map<String, Open> open = new TreeMap<>();
    private final Map<String, Integer> turns = new HashMap<>();
    private final AgentTroubles troubles = new AgentTroubles();
    private CompletableFuture<?> last = CompletableFuture.completedFuture("");

    private record Open(NodeAgent agent, AgentRoutes routes, JsonObject pod) {}

    LiveAgents(Servers servers, AgentPods pods, String namespace) {
        this.servers = servers;
        this.loop = servers.loop();
        this.pods = pods;
        this.namespaces = new Namespaces(servers);
        this.namespace = namespace;
    }

    Map<String, NodeAgent> open() {
        var agents = new TreeMap<String, NodeAgent>();
        open.forEach((node, one) -> agents.put(node, one.agent()));
        return Map.copyOf(agents);
    }

    void onTrouble(Consumer<String> reader) {
        troubles.onTrouble(reader);
    }

    CompletableFuture<Map<String, NodeAgent>> agents(Set<String> nodes, Set<String> avoid) {
        return afterLast(() -> servers.settled()
                .thenCompose(settled -> requireReady(withoutAgent(nodes)))
                .thenCompose(ready -> namespaces.ensurePrivileged(namespace))
                .thenCompose(ensured -> pods.mine())
                .thenCompose(there -> Together.all(nodes.stream()
                        .sorted()
                        .map(node -> agent(node, there, avoid))
                        .toList()))
                .thenApply(agents -> {
                    var byNode = new HashMap<String, NodeAgent>();
                    agents.forEach(agent -> byNode.put(agent.node(), agent));
                    return Map.copyOf(byNode);
                }));
    }

    /** Two calls at a time would both create a node's pod. */
    private <T> CompletableFuture<T> afterLast(Supplier<CompletableFuture<T>> call) {
        CompletableFuture<T> next = last.handle((value, failure) -> value).thenCompose(done -> Together.begun(call));
        last = next;
        return next;
    }

    /** A node whose agent is there may have been disturbed since: its agent is wanted all the more. */
    private Set<String> withoutAgent(Set<String> nodes) {
        var without = new TreeSet<>(nodes);
        without.removeAll(open.keySet());
        return without;
    }

    private CompletableFuture<Void> requireReady(Set<String> nodes) {
        return servers.list(Discovery.NODES).thenAccept(items -> {
            var known = items.stream().map(NodeReader::read).toList();
            for (String name : nodes) {
                var node = known.stream().filter(one -> one.name().equals(name)).findFirst();
                if (node.isEmpty() || !node.get().ready()) {
                    throw new FaultException(
                            FaultException.Kind.NOT_READY,
                            "node %s: no helper pod can run there: the node %s"
                                    .formatted(name, node.isEmpty() ? "does not exist" : "is not Ready"));
                }
            }
        });
    }

    private CompletableFuture<NodeAgent> agent(String node, List<JsonObject> there, Set<String> avoid) {
        var ways = servers.away(avoid);
        var known = open.get(node);
        if (known != null
                && !known.routes().areOver()
                && there.stream().anyMatch(pod -> AgentPodState.same(pod, known.pod()) && AgentPodState.runs(pod))) {
            return known.routes().move(ways).thenApply(moved -> known.agent());
        }
        if (known != null) {
            open.remove(node);
            AgentTroubles.close(known.agent());
        }
        int turn = turns.merge(node, 1, Integer::sum) - 1;
        return pods.start(node, turn).thenCompose(pod -> {
            var target = new ExecTarget(
                    namespace, Json.text(pod, "metadata", "name"), AgentPod.CONTAINER, AgentProgram.linkCommand());
            var routes = new AgentRoutes(loop, target, ways);
            return AgentGreeting.open(loop, node, routes, AgentRoutes.PATHS).thenApply(session -> {
                NodeAgent agent = new PostedAgent(session, loop);
                troubles.follow(agent);
                open.put(node, new Open(agent, routes, pod));
                return agent;
            });
        });
    }

    /** Says goodbye to all agents, upon which they undo what they have begun. Does not wait, and leaves their pods. */
    void close() {
        open.values().forEach(one -> AgentTroubles.close(one.agent()));
        open.clear();
    }

    /** Ends all agents and takes their pods away. Tells what could not be ended; never fails. */
    CompletableFuture<List<String>> dismiss() {
        return afterLast(() -> {
            var left = new ArrayList<String>();
            var healed = List.copyOf(open.values()).stream()
                    .map(one -> heal(one.agent(), left))
                    .toList();
            open.clear();
            return Together.all(healed).thenCompose(done -> remove(left));
        });
    }

    private static CompletableFuture<String> heal(NodeAgent agent, List<String> left) {
        return agent.heal().handle((healed, failure) -> {
            // An agent that has ended has undone everything before.
            boolean ended = failure != null
                    && Answers.cause(failure) instanceof NodeAgentFailure e
                    && e.reason() == NodeAgentFailure.Reason.ENDED;
            if (failure != null && !ended) {
                left.add("node %s: not known to be healed: %s".formatted(agent.node(), Refusals.words(failure)));
            }
            AgentTroubles.close(agent);
            return agent.node();
        });
    }

    private CompletableFuture<List<String>> remove(List<String> left) {
        return pods.mine()
                .thenCompose(
                        mine -> Together.all(mine.stream().map(pods::remove).toList()))
                .handle((results, failure) -> {
                    if (failure != null) {
                        left.add("helper pods in namespace %s could not be listed: %s"
                                .formatted(namespace, Refusals.words(failure)));
                    } else {
                        results.stream().flatMap(Optional::stream).forEach(left::add);
                    }
                    return List.copyOf(left);
                });
    }
}
