package dev.lacuna.experiments.timer;

import dev.lacuna.engine.explanation.TimerBound;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.engine.time.Stopped;
import dev.lacuna.experiments.controlplane.ControlPlane;
import dev.lacuna.experiments.controlplane.EtcdMember;
import dev.lacuna.experiments.controlplane.Pod;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * etcd as far as its elections' timers are concerned. Reads when asked, on the run's thread.
 *
 * @param voters learners among the members count as voters
 * @param timers of each member once; several where members differ
 */
public record SeenEtcd(int voters, List<EtcdTimers> timers) {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    public SeenEtcd {
        timers = List.copyOf(timers);
    }

    public static SeenEtcd now(ControlPlane cluster, Loop loop) {
        var members = loop.await(cluster.members(), PATIENCE, "list the control plane's pods").stream()
                .filter(pod -> pod.component().equals(EtcdMember.ELECTION))
                .toList();
        return new SeenEtcd(
                Math.max(1, members.size()),
                members.stream()
                        .map(pod -> EtcdTimers.of(words(cluster, pod, loop)))
                        .distinct()
                        .toList());
    }

    private static List<String> words(ControlPlane cluster, Pod pod, Loop loop) {
        try {
            return loop.await(cluster.commandLine(pod), PATIENCE, "read " + pod.object());
        } catch (Stopped e) {
            throw e;
        } catch (RuntimeException e) {
            return List.of();
        }
    }

    /** The members' timers; etcd's defaults where no member is seen. Of members that differ the first one's. */
    public EtcdTimers times() {
        return timers.isEmpty() ? EtcdTimers.of(List.of()) : timers.get(0);
    }

    /** Empty where members differ, or have times with which etcd doesn't start. */
    private Optional<EtcdElection> election() {
        var heartbeat = times().heartbeatOrDefault();
        var timeout = times().timeoutOrDefault();
        return timers.size() > 1 || !EtcdElection.possible(heartbeat, timeout)
                ? Optional.empty()
                : Optional.of(new EtcdElection(heartbeat, timeout, voters));
    }

    /** How long etcd is without a leader once the old one is heard of no more. */
    public Optional<TimerBound> bound() {
        return election().map(election -> new EtcdBound(election, times().source()));
    }

    /**
     * The same in words, for `plan`.
     *
     * @param cutOff whether the old leader lives on, by itself
     */
    public String words(boolean cutOff) {
        return election()
                .map(election -> election.words(cutOff, times().source()))
                .orElse(
                        "how long etcd is without a leader is not said: its members' heartbeat-interval or election-timeout differ, or don't fit together");
    }
}
