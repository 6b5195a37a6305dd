package dev.lacuna.experiments.rehearsal.agent;

import dev.lacuna.experiments.controlplane.RunRegistry.AgentPodSeen;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The helper pods of a simulated cluster, of whatever run: they outlive the process that made them. */
public final class AgentPods {
    private static final String NAMESPACE = "lacuna-agents";
    private final Map<AgentPodSeen, Optional<Talk>> pods = new TreeMap<>(Comparator.comparing(AgentPodSeen::name));

    /** It was created; its agent is not there yet. */
    void create(String node, String runId) {
        pods.putIfAbsent(pod(node, runId), Optional.empty());
    }

    /** Whether the pod is still there for its agent to be started. */
    boolean wanted(String node, String runId) {
        return pods.containsKey(pod(node, runId));
    }

    void started(String node, String runId, Talk talk) {
        pods.put(pod(node, runId), Optional.of(talk));
    }

    private static AgentPodSeen pod(String node, String runId) {
        return new AgentPodSeen(NAMESPACE, "lacuna-agent-" + node + "-" + runId, node, runId);
    }

    /** Those that are there, their agents alive or not. */
    public List<AgentPodSeen> all() {
        return List.copyOf(pods.keySet());
    }

    /** Deletes a pod: its agent is asked to end, and undoes what it has begun. */
    public void remove(AgentPodSeen helper) {
        Stream.ofNullable(pods.remove(helper)).flatMap(Optional::stream).forEach(Talk::end);
    }

    void removeOf(String runId) {
        all().stream().filter(helper -> helper.runId().equals(runId)).forEach(this::remove);
    }

    /**
     * Kills the agents of a node, as the runtime does with all processes of a container.
     *
     * @param guards whether those that outlive the container, and undo what the agent has begun, are killed as well
     * @return whether one was alive
     */
    public boolean kill(String node, boolean guards) {
        var alive = pods.entrySet().stream()
                .filter(entry -> entry.getKey().node().equals(node))
                .flatMap(entry -> entry.getValue().stream())
                .filter(talk -> !talk.ended())
                .toList();
        alive.forEach(talk -> talk.die(guards));
        return !alive.isEmpty();
    }
}
