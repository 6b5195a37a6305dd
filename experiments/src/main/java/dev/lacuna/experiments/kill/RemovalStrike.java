package dev.lacuna.experiments.kill;

import dev.lacuna.engine.fault.FaultException;
import dev.lacuna.engine.fault.Injection;
import dev.lacuna.engine.fault.Intent;
import dev.lacuna.engine.fault.Proof;
import dev.lacuna.engine.fault.Strike;
import dev.lacuna.engine.time.Interval;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.controlplane.ControlPlane;
import dev.lacuna.experiments.controlplane.Pod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Evicts or deletes ordinary pods, exactly those that were chosen. Whoever owns them replaces them. */
final class RemovalStrike implements Strike {
    private static final Duration CALL = Duration.ofSeconds(15);
    private static final Duration PROOF_PATIENCE = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofMillis(250);
    private final ControlPlane cluster;
    private final List<Pod> pods;
    private final Kill.Mode mode;

    RemovalStrike(ControlPlane cluster, List<Pod> pods, Kill.Mode mode) {
        this.cluster = cluster;
        this.pods = pods;
        this.mode = mode;
    }

    @Override
    public Intent intent() {
        return new Intent(
                mode.name().toLowerCase(Locale.ROOT) + " "
                        + pods.stream().map(Pod::object).collect(Collectors.joining(", ")),
                List.of(),
                "nothing to end: the owner replaces the pod",
                KillFault.details(pods),
                Duration.ZERO);
    }

    @Override
    public void arm(Loop loop) {
        // A removal leaves nothing in force.
    }

    /** The effect is the acknowledged deletion: from then on the pod is going. */
    @Override
    public Injection inject(Loop loop) {
        List<Interval> removed = new ArrayList<>();
        for (Pod pod : pods) {
            var removal = loop.await(cluster.remove(pod, mode == Kill.Mode.EVICT), CALL, mode + " of " + pod.object());
            removal.refused().ifPresent(why -> {
                throw new FaultException(
                        FaultException.Kind.FAILED,
                        "%s of %s was refused: %s".formatted(mode.name().toLowerCase(Locale.ROOT), pod.object(), why));
            });
            removed.add(removal.at());
        }
        return new Injection(removed.get(0), removed.get(0));
    }

    @Override
    public Proof confirm(Loop loop) {
        List<String> evidence = new ArrayList<>();
        for (Pod pod : pods) {
            if (!gone(pod, loop)) {
                return Proof.missing(List.of("%s with UID %s is still there %d s after it was removed"
                        .formatted(pod.object(), pod.uid(), PROOF_PATIENCE.toSeconds())));
            }
            evidence.add(pod.object() + " with UID " + pod.uid() + " is gone");
        }
        return Proof.held(evidence);
    }

    private boolean gone(Pod pod, Loop loop) {
        long until = loop.now() + PROOF_PATIENCE.toNanos();
        while (loop.now() < until) {
            var now = loop.await(cluster.pod(pod.namespace(), pod.name()), CALL, "read " + pod.object());
            if (now.filter(found -> found.uid().equals(pod.uid())).isEmpty()) {
                return true;
            }
            loop.sleep(PAUSE);
        }
        return false;
    }

    @Override
    public Optional<Duration> hold() {
        return Optional.empty();
    }

    @Override
    public void heal(Loop loop) {
        // Nothing is in force.
    }

    @Override
    public List<String> leftovers(Loop loop) {
        return List.of();
    }
}
