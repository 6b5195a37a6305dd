package dev.lacuna.experiments.kill;

import dev.lacuna.engine.fault.FaultException;
import dev.lacuna.engine.fault.Injection;
import dev.lacuna.engine.fault.Intent;
import dev.lacuna.engine.fault.Momentary;
import dev.lacuna.engine.fault.Proof;
import dev.lacuna.engine.time.Interval;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.engine.time.Stopped;
import dev.lacuna.experiments.controlplane.ControlPlane;
import dev.lacuna.experiments.controlplane.Pod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Evicts or deletes ordinary pods, exactly those that were chosen. Whoever owns them replaces them. */
final class RemovalStrike implements Momentary {
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
        var span = Interval.spanning(removed);
        return new Injection(span, span);
    }

    @Override
    public Proof confirm(Loop loop) {
        List<String> evidence = new ArrayList<>();
        for (Pod pod : pods) {
            var there = stillThere(pod, loop);
            if (there.isPresent()) {
                return Proof.missing(List.of("%s with UID %s is not known to be gone %d s after it was removed: %s"
                        .formatted(pod.object(), pod.uid(), PROOF_PATIENCE.toSeconds(), there.get())));
            }
            evidence.add(pod.object() + " with UID " + pod.uid() + " is gone");
        }
        return Proof.held(evidence);
    }

    /** What was last seen of a pod that does not go; empty once it is gone. Reads that fail on the way are waited out: a fault may have hit their server. */
    private Optional<String> stillThere(Pod pod, Loop loop) {
        long until = loop.now() + PROOF_PATIENCE.toNanos();
        String last;
        do {
            try {
                var now = loop.await(cluster.pod(pod.namespace(), pod.name()), CALL, "read " + pod.object());
                if (now.filter(found -> found.uid().equals(pod.uid())).isEmpty()) {
                    return Optional.empty();
                }
                last = "it is still there";
            } catch (Stopped e) {
                throw e;
            } catch (RuntimeException e) {
                last = "it could not be read: " + e.getMessage();
            }
            loop.sleep(PAUSE);
        } while (loop.now() < until);
        return Optional.of(last);
    }
}
