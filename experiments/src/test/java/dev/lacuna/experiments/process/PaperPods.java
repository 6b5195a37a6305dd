package dev.lacuna.experiments.process;

import dev.lacuna.experiments.controlplane.Pod;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Pods as the API would show them, before and after something befell them. */
public final class PaperPods {

    private PaperPods() {}

    /** 64 hexadecimal digits that differ by the name and the number of the restart. */
    public static String container(String name, int restart) {
        return "%032x%032x".formatted(name.hashCode() & 0xffffffffL, restart + 1);
    }

    /** A running pod, started two hours before the tests begin; with a component it is the mirror of a static one. */
    public static Pod pod(String namespace, String name, String component, String node, boolean ready) {
        return new Pod(
                namespace,
                name,
                "uid-" + name,
                component,
                node,
                container(name, 0),
                Optional.of(Instant.parse("2026-02-03T02:04:05Z")),
                0,
                ready,
                !component.isEmpty(),
                !component.isEmpty(),
                false,
                Map.of("app", name.replaceAll("-[^-]*$", "")),
                Optional.empty());
    }

    /** The same pod with its container restarted after that exit. */
    public static Pod restarted(Pod pod, int exitCode, String reason) {
        return restarted(pod, exitCode, reason, Optional.empty());
    }

    /** The same, and when that was, on its node's clock. */
    public static Pod restarted(Pod pod, int exitCode, String reason, Optional<Instant> finished) {
        return new Pod(
                pod.namespace(),
                pod.name(),
                pod.uid(),
                pod.component(),
                pod.node(),
                container(pod.name(), pod.restarts() + 1),
                pod.startedAt(),
                pod.restarts() + 1,
                true,
                pod.mirror(),
                pod.hostNetwork(),
                false,
                pod.labels(),
                Optional.of(new Pod.Ended(pod.containerId(), exitCode, reason, finished)));
    }

    /** The same process below a new object, as after the deletion of a mirror pod. */
    public static Pod recreated(Pod pod) {
        return new Pod(
                pod.namespace(),
                pod.name(),
                pod.uid() + "-new",
                pod.component(),
                pod.node(),
                pod.containerId(),
                pod.startedAt(),
                pod.restarts(),
                true,
                pod.mirror(),
                pod.hostNetwork(),
                false,
                pod.labels(),
                pod.last());
    }
}
