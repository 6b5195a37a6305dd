package dev.lacuna.experiments.process;

import dev.lacuna.engine.explanation.Milestone;
import dev.lacuna.engine.fault.FaultException;
import dev.lacuna.engine.fault.Proof;
import dev.lacuna.engine.fault.Right;
import dev.lacuna.engine.fault.Target;
import dev.lacuna.engine.time.Interval;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.engine.time.Stopped;
import dev.lacuna.experiments.controlplane.ApiInstance;
import dev.lacuna.experiments.controlplane.ControlPlane;
import dev.lacuna.experiments.controlplane.ElectionId;
import dev.lacuna.experiments.controlplane.LeaseRecord;
import dev.lacuna.experiments.controlplane.NodeAgent;
import dev.lacuna.experiments.controlplane.NodeAgentFailure;
import dev.lacuna.experiments.controlplane.Pod;
import dev.lacuna.experiments.controlplane.ProcessRef;
import dev.lacuna.experiments.controlplane.SentSignal;
import dev.lacuna.experiments.controlplane.Signal;
import dev.lacuna.experiments.target.Candidates;
import dev.lacuna.experiments.target.Leadership;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A process that is to be signalled: its pod, the agent of its node, and what it is on that node. Used by the run's thread. */
public final class Victim {
    private static final Duration AGENTS = Duration.ofSeconds(90);
    private static final Duration CALL = Duration.ofSeconds(5);
    private static final Duration LIST = Duration.ofSeconds(15);

    /** SIGTERM may be answered by a drain: API servers finish requests for up to 60 s, etcd hands its leadership over first. */
    private static final Duration DEATH = Duration.ofSeconds(75);

    private static final long WHOLE_SECOND = 1_000_000_000L;
    /** The kubelet delays a restart by at most 300 s; a longer wait proves nothing more. */
    private static final Duration RESTART = Duration.ofMinutes(2);

    private final Pod pod;
    private final NodeAgent agent;
    private final ProcessRef process;
    private @Nullable Interval death;
    private @Nullable Milestone restarted;

    private Victim(Pod pod, NodeAgent agent, ProcessRef process) {
        this.pod = pod;
        this.agent = agent;
        this.process = process;
    }

    /**
     * Makes agents ready on the nodes of these pods and of every candidate of the elections that they lead, and finds the processes.
     *
     * @param led records of these elections
     * @throws FaultException when a pod's container has no process on its node, or no standby of an election has one
     */
    public static List<Victim> find(ControlPlane cluster, List<Pod> pods, List<LeaseRecord> led, Loop loop) {
        var standbys = standbys(cluster, pods, led, loop);
        Set<String> hit = nodes(pods);
        Set<String> all = new HashSet<>(hit);
        standbys.values().forEach(some -> all.addAll(nodes(some)));
        var agents = loop.await(cluster.agents(all, hit), AGENTS, "helper pods on " + all);
        List<Victim> victims = pods.stream()
                .map(pod -> new Victim(pod, agent(agents, pod), process(agents, pod, loop)))
                .toList();
        standbys.forEach((election, some) -> requireLiveStandby(election, some, agents, loop));
        return victims;
    }

    /** By election, those that are not hit. */
    private static Map<ElectionId, List<Pod>> standbys(
            ControlPlane cluster, List<Pod> pods, List<LeaseRecord> led, Loop loop) {
        if (led.isEmpty()) {
            return Map.of();
        }
        Set<String> hit = pods.stream().map(Pod::title).collect(Collectors.toSet());
        var candidates =
                new Candidates(cluster, loop.await(cluster.members(), LIST, "list the control plane's pods"), loop);
        Map<ElectionId, List<Pod>> standbys = new LinkedHashMap<>();
        for (LeaseRecord record : led) {
            standbys.put(
                    record.election(),
                    candidates.of(record).stream()
                            .filter(pod ->
                                    !hit.contains(pod.title()) && !pod.node().isEmpty())
                            .toList());
        }
        return standbys;
    }

    /** Pods are shown as running for seconds after their process ended, so the processes themselves are looked for. */
    private static void requireLiveStandby(
            ElectionId election, List<Pod> standbys, Map<String, NodeAgent> agents, Loop loop) {
        if (standbys.isEmpty() || standbys.stream().anyMatch(pod -> lives(pod, agents, loop))) {
            return;
        }
        throw new FaultException(
                FaultException.Kind.UNSAFE,
                "none of the standbys of %s has a live process (%s): nobody could take over. Wait until one has restarted"
                        .formatted(election, standbys.stream().map(Pod::object).collect(Collectors.joining(", "))));
    }

    private static boolean lives(Pod pod, Map<String, NodeAgent> agents, Loop loop) {
        try {
            return !pod.containerId().isEmpty() && process(agents, pod, loop).pid() > 0;
        } catch (Stopped e) {
            throw e;
        } catch (RuntimeException e) {
            return false;
        }
    }

    private static ProcessRef process(Map<String, NodeAgent> agents, Pod pod, Loop loop) {
        return loop.await(agent(agents, pod).find(pod.containerId()), CALL, "find the process of " + pod.object());
    }

    private static NodeAgent agent(Map<String, NodeAgent> agents, Pod pod) {
        var agent = agents.get(pod.node());
        if (agent == null) {
            throw new FaultException(
                    FaultException.Kind.NOT_READY, "there is no helper on node " + pod.node() + " for " + pod.object());
        }
        return agent;
    }

    private static Set<String> nodes(List<Pod> pods) {
        return pods.stream().map(Pod::node).collect(Collectors.toSet());
    }

    /** What it takes to have agents on nodes, and to read what became of a pod. */
    public static List<Right> rights(ControlPlane cluster) {
        String agents = cluster.ownNamespaces().agents();
        return List.of(
                new Right("create", "", "pods", agents),
                new Right("delete", "", "pods", agents),
                new Right("get", "", "pods/exec", agents),
                new Right("create", "", "pods/exec", agents),
                new Right("list", "", "pods", "kube-system"));
    }

    /** Which API servers the agents are spoken to through, for `plan`: those that a fault on these nodes doesn't touch by itself or by its etcd. */
    public static String ways(ControlPlane cluster, Set<String> touched) {
        var untouched = cluster.instances().stream()
                .filter(instance -> !touched.contains(instance.node()))
                .map(ApiInstance::toString)
                .toList();
        return untouched.isEmpty()
                ? "every API server is touched by it, or its etcd is: agents that can't be reached end the fault by"
                        + " themselves"
                : "agents on the nodes are spoken to through API servers that it doesn't touch: "
                        + String.join(", ", untouched);
    }

    public Pod pod() {
        return pod;
    }

    public NodeAgent agent() {
        return agent;
    }

    public ProcessRef process() {
        return process;
    }

    /** Sends a signal; the agent checks container, process and start time again right before. */
    public SentSignal signal(Signal signal, Loop loop) {
        return loop.await(agent.signal(process, signal, DEATH), CALL, "SIG" + signal + " to " + pod.object());
    }

    /** When the process was gone. */
    public Interval awaitDeath(SentSignal sent, Loop loop) {
        var gone = loop.await(
                        sent.gone(), DEATH.plus(CALL), "the end of process " + process.pid() + " of " + pod.object())
                .orElseThrow(() -> new FaultException(
                        FaultException.Kind.FAILED,
                        "process %d of %s got its signal and was still alive %d s later"
                                .formatted(process.pid(), pod.object(), DEATH.toSeconds())));
        death = gone;
        return gone;
    }

    /** When its container's successor was started, by the clock of its node; empty where that is not known, or for an ordinary pod. */
    public Optional<Milestone> restarted() {
        return Optional.ofNullable(restarted);
    }

    private Optional<Milestone> started(Pod successor) {
        if (pod.component().isEmpty()) {
            return Optional.empty();
        }
        try {
            return successor.startedAt().map(agent::at).map(this::restart);
        } catch (NodeAgentFailure | IllegalStateException e) {
            return Optional.empty();
        }
    }

    /** The status has whole seconds. */
    private Milestone restart(Interval second) {
        long earliest = death == null ? second.lower() : Math.max(second.lower(), death.lower());
        long latest = second.upper() + WHOLE_SECOND;
        return new Milestone(
                pod.component() + " on " + pod.node(),
                new Interval(Math.min(earliest, latest), latest),
                "restart by the kubelet",
                "startedAt of the new container, whole seconds by its node's clock");
    }

    /** What the agent saw, for the proof's evidence. */
    public String deathNote() {
        return "process %d on %s, container %s, was gone%s"
                .formatted(
                        process.pid(),
                        pod.node(),
                        RestartEvidence.brief(pod.containerId()),
                        death == null ? "" : ", known to within " + death.width() / 1_000 + " µs");
    }

    /** What the API server shows of the end of the container, and of the one that took its place. */
    public Proof restart(ControlPlane cluster, Signal signal, Loop loop) {
        var evidence = new RestartEvidence(cluster, pod, exitCodes(signal));
        var proof = evidence.await(loop, RESTART);
        restarted = evidence.successor().flatMap(this::started).orElse(null);
        return proof;
    }

    /** Exit codes that a signal explains. TERM: Go programs end themselves with 0 or 1, others with 143 (docs/mechanics.md). */
    static Set<Integer> exitCodes(Signal signal) {
        return signal == Signal.KILL ? Set.of(137) : Set.of(0, 1, 2, 143);
    }

    /** A pod as plans and reports show it. */
    public static Target target(Pod pod, Leadership leadership) {
        Map<String, String> details = new HashMap<>();
        leadership.recordOf(pod).ifPresent(record -> {
            details.put("leads", record.election().toString());
            details.put("holder", record.holder());
            record.acquired().ifPresent(since -> details.put("leading since", since.toString()));
        });
        details.put("kind", pod.mirror() ? "static pod" : "pod");
        return new Target(pod.object(), pod.node(), pod.containerId(), details);
    }
}
