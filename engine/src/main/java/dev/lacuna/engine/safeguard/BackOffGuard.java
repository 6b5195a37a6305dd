package dev.lacuna.engine.safeguard;

import dev.lacuna.engine.fault.Impact;
import dev.lacuna.engine.fault.Loss;
import dev.lacuna.engine.safeguard.ClusterFacts.BackOff;
import java.util.List;
import java.util.Optional;

/**
 * A container that the kubelet would restart only after a delay is not ended again while it matters: such a recovery time would be the kubelet's back-off
 * (0, 10, 20, 40 … 300 s; k/k pkg/kubelet/kuberuntime/kuberuntime_manager.go, {@code doBackOff}). For a leader it doesn't matter, since another one takes over; for
 * a follower that is hit beside its leader it does. What is only cut off is not restarted.
 */
final class BackOffGuard implements Guard {

    @Override
    public String name() {
        return "restart-backoff";
    }

    @Override
    public Optional<String> consent() {
        return Optional.of("A container whose restart the kubelet delays may be hit.");
    }

    @Override
    public List<Refusal> check(Impact impact, ClusterFacts facts) {
        return facts.restarting().stream()
                .filter(entry -> ends(impact, entry) && !leads(impact, entry, facts))
                .map(entry -> new Refusal(
                        name(),
                        "%s on %s was restarted a short time ago: its next restart would be delayed by %d s, and the kubelet forgets that in %d s"
                                .formatted(
                                        entry.component(),
                                        entry.node(),
                                        entry.delay().toSeconds(),
                                        entry.untilForgotten().toSeconds()),
                        true,
                        true))
                .toList();
    }

    private static boolean ends(Impact impact, BackOff entry) {
        return impact.losses().stream()
                .anyMatch(loss -> loss.way() == Loss.Way.ENDED && loss.pod().equals(entry.pod()));
    }

    private static boolean leads(Impact impact, BackOff entry, ClusterFacts facts) {
        return facts.candidates().stream()
                .anyMatch(candidate -> candidate.leads()
                        && candidate.pod().equals(entry.pod())
                        && impact.elections().contains(candidate.election()));
    }
}
