package dev.lacuna.experiments.process;

import dev.lacuna.engine.fault.Proof;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.controlplane.ControlPlane;
import dev.lacuna.experiments.controlplane.Pod;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the API server must show after a container was ended (docs/mechanics.md, "Proving a kill"): another container ID, and the old one as the last
 * terminated, with an exit code that the signal explains. That end alone proves it too where the kubelet puts the restart off for longer than is waited for. A changed UID or age of the pod proves nothing: a mirror pod's do when it is deleted.
 */
public final class RestartEvidence {
    private static final Duration CALL = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private final ControlPlane cluster;
    private final Pod before;
    private final Set<Integer> exitCodes;
    private @Nullable Pod successor;
    private @Nullable String explainedEnd;

    /** @param exitCodes that the signal explains: 137 for KILL */
    public RestartEvidence(ControlPlane cluster, Pod before, Set<Integer> exitCodes) {
        this.cluster = cluster;
        this.before = before;
        this.exitCodes = Set.copyOf(exitCodes);
    }

    /** Waits until the evidence is in, or {@code atMost} is over: then it is missing. API failures on the way are waited out. */
    public Proof await(Loop loop, Duration atMost) {
        long until = loop.now() + atMost.toNanos();
        String last = "its status could not be read";
        explainedEnd = null;
        while (true) {
            try {
                var now = loop.await(cluster.pod(before.namespace(), before.name()), CALL, "read " + before.object());
                var proof = now.flatMap(this::judge);
                if (proof.isPresent()) {
                    return proof.get();
                }
                last = now.map(RestartEvidence::state).orElse("it is not there");
            } catch (dev.lacuna.engine.time.Stopped e) {
                throw e;
            } catch (RuntimeException e) {
                last = "its status could not be read: " + e.getMessage();
            }
            if (loop.now() >= until && explainedEnd != null) {
                return Proof.held(List.of(
                        explainedEnd,
                        "no other container has taken its place within %d s: the kubelet puts its restart off"
                                .formatted(atMost.toSeconds())));
            }
            if (loop.now() >= until) {
                return Proof.missing(List.of("%s shows no end of container %s after %d s: %s"
                        .formatted(before.object(), brief(before.containerId()), atMost.toSeconds(), last)));
            }
            loop.sleep(PAUSE);
        }
    }

    /** The pod with the container that took the place of the old one; empty before that was seen. */
    public Optional<Pod> successor() {
        return Optional.ofNullable(successor);
    }

    private Optional<Proof> judge(Pod now) {
        var ended = now.last().filter(last -> last.containerId().equals(before.containerId()));
        if (ended.isEmpty()) {
            return Optional.empty();
        }
        int code = ended.get().exitCode();
        String end = "container %s ended with exit code %d, reason %s"
                .formatted(brief(before.containerId()), code, ended.get().reason());
        if (!exitCodes.contains(code) || ended.get().reason().equals("OOMKilled")) {
            return Optional.of(Proof.missing(List.of(end
                    + String.format(
                            Locale.ROOT,
                            "; the signal explains only %s",
                            exitCodes.stream().sorted().toList()))));
        }
        if (now.containerId().equals(before.containerId()) || now.containerId().isEmpty()) {
            explainedEnd = end;
            return Optional.empty();
        }
        successor = now;
        return Optional.of(Proof.held(List.of(
                end,
                "container %s took its place; restart count %d, before %d"
                        .formatted(brief(now.containerId()), now.restarts(), before.restarts()))));
    }

    private static String state(Pod pod) {
        return "container %s, restart count %d, last ended %s"
                .formatted(
                        brief(pod.containerId()),
                        pod.restarts(),
                        pod.last().map(Pod.Ended::toString).orElse("none"));
    }

    /** The first digits of a container's ID, as runtimes print them. */
    public static String brief(String containerId) {
        return containerId.length() > 12 ? containerId.substring(0, 12) : containerId;
    }
}
